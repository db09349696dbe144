package org.lazymmu.mmu;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * An architecture whose hooks can be chosen as of a commit.
 *
 * @param name its name on the command line
 * @param text what its hooks put off
 * @param commits what changed its hooks, oldest first
 * @param version the hooks, from which of the commits are in
 */
public record Architecture(String name, String text, List<Commit> commits,
        Function<Predicate<String>, Variant> version) {
    public Architecture {
        commits = List.copyOf(commits);
    }

    /**
     * A commit that changed the hooks.
     *
     * @param id the first twelve digits of its hash
     * @param text what it changed
     */
    public record Commit(String id, String text) {
    }

    /** All of them, in the order in which they are listed. */
    public static List<Architecture> all() {
        Commit counted = new Commit("5ab246749569", "v7.0: interrupts act at once, by the generic layer");
        return List.of(
                new Architecture("powerpc", "hash MMU: entries of the hash table are invalidated later", List.of(
                        new Commit("b9ef323ea168", "v6.1: preemption is off from enter to leave"), counted),
                        in -> new PowerpcHash.Version(in.test("b9ef323ea168"), in.test("5ab246749569"))),
                new Architecture("sparc64", "entries of the TLB and of the TSB are flushed later", List.of(
                        new Commit("a1d416bf9faf", "v6.15: preemption is off from enter to leave"), counted),
                        in -> new Sparc64.Version(in.test("a1d416bf9faf"), in.test("5ab246749569"))),
                new Architecture("xen", "x86 as a guest of Xen: the writes themselves wait in a queue of each CPU",
                        List.of(new Commit("49147beb0ccb", "v6.6: enters inside the mode are counted, for each CPU"),
                                new Commit("c36549ff8d84", "v6.15: that is taken back")),
                        in -> new XenPv.Version(true, in.test("49147beb0ccb") && !in.test("c36549ff8d84"))),
                new Architecture("arm64", "kernel mappings only: barriers after the writes wait",
                        List.of(new Commit("5fdd05efa1cd", "v6.16: barriers are batched"),
                                new Commit("b81c688426a9", "v6.16: in interrupts they are not")),
                        in -> new Arm64.Version(in.test("b81c688426a9"))));
    }

    /**
     * The hooks as of a commit.
     *
     * @param id one of {@link #commits}
     * @param before whether as before it
     */
    Variant at(String id, boolean before) {
        int last = index(id) - (before ? 1 : 0);
        return version.apply(commit -> index(commit) <= last);
    }

    private int index(String id) {
        for (int i = 0; i < commits.size(); i++) {
            if (commits.get(i).id().equals(id)) {
                return i;
            }
        }
        throw new IllegalArgumentException(name + " has no commit " + id);
    }
}
