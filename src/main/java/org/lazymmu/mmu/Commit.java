package org.lazymmu.mmu;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A commit of the kernel that changed the mode.
 *
 * @param order its place in history, from 0
 * @param id the first twelve digits of its hash; of a series that has not been merged, a name of ours
 * @param component what it changed
 * @param release the first release that has it, such as {@code v6.15}; none if it has not been merged
 * @param stable the stable series that took it over, such as {@code v6.12.y}, as far as they were read
 * @param repairs the commit that brought what it repairs; none if it repairs nothing
 * @param title its subject
 * @param change what it changes in the model
 * @param source where that was read
 */
public record Commit(int order, String id, Component component, Optional<Release> release, List<String> stable,
        Optional<String> repairs, String title, String change, String source) {
    public Commit {
        stable = List.copyOf(stable);
    }

    /** What a commit can change. */
    public enum Component {
        POWERPC, SPARC64, XEN, ARM64, S390, GENERIC, MADVISE, TASK_MMU, COUNTED;

        /** Its name on the command line. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The first release that has it, or that there is none. */
    public String since() {
        return release.map(Release::toString).orElse("proposed");
    }

    @Override
    public String toString() {
        return id;
    }
}
