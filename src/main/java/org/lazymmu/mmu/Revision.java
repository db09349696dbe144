package org.lazymmu.mmu;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A point in the kernel's history: which of the commits that changed the mode are in.
 *
 * @param name how it is called, such as {@code b9ef323ea168^}, {@code v6.6}, {@code v6.12.y} or {@code newest}
 * @param commits their ids
 */
public record Revision(String name, Set<String> commits) {
    private static final String BEFORE = "^";
    private static final String NEWEST = "newest";

    public Revision {
        commits = Set.copyOf(commits);
    }

    /** Whether a commit is in. */
    public boolean has(String id) {
        return commits.contains(id);
    }

    /** All commits, also those that have only been proposed. */
    static Revision newest(Commits commits) {
        return of(NEWEST, commits, _ -> true);
    }

    /** As of a commit, which is in. */
    static Revision at(Commit commit, Commits commits) {
        return of(commit.id(), commits, each -> each.order() <= commit.order());
    }

    /** Just before a commit. */
    static Revision before(Commit commit, Commits commits) {
        return of(commit.id() + BEFORE, commits, each -> each.order() < commit.order());
    }

    /**
     * Reads a revision: a commit, perhaps with {@code ^} for just before it, a release such as {@code v6.6}, a stable series
     * such as {@code v6.12.y}, or {@code newest}.
     *
     * @throws IllegalArgumentException if it is none; the message lists what there is
     */
    static Revision parse(String text, Commits commits) {
        if (text.equals(NEWEST)) {
            return newest(commits);
        }
        boolean before = text.endsWith(BEFORE);
        String name = before ? text.substring(0, text.length() - BEFORE.length()) : text;
        if (!name.matches("v?\\d+(\\.\\w*)+")) {
            Commit commit = commits.find(name);
            return before ? beginning(before(commit, commits), commits) : at(commit, commits);
        }
        if (before) {
            throw new IllegalArgumentException("only a commit can have " + BEFORE + ", not '" + text + "'");
        }
        Optional<Release> release = Release.of(name);
        if (release.isPresent()) {
            return beginning(of(release.get().toString(), commits, each -> isIn(each, release.get())), commits);
        }
        return stable(name.startsWith("v") ? name : "v" + name, commits);
    }

    private static Revision stable(String series, Commits commits) {
        Set<String> known = new TreeSet<>();
        commits.all().forEach(commit -> known.addAll(commit.stable()));
        if (!known.contains(series)) {
            throw new IllegalArgumentException("'" + series
                    + "' is not known: there are commits, releases such as v6.6, and the stable series "
                    + String.join(", ", known));
        }
        Release base = Release.of(series.substring(0, series.length() - ".y".length())).orElseThrow();
        return of(series, commits, each -> isIn(each, base) || each.stable().contains(series));
    }

    private static boolean isIn(Commit commit, Release release) {
        return commit.release().filter(since -> since.compareTo(release) <= 0).isPresent();
    }

    private static Revision beginning(Revision revision, Commits commits) {
        Commit first = commits.all().getFirst();
        if (revision.commits.isEmpty()) {
            throw new IllegalArgumentException("there is no mode at " + revision.name + ": " + first.id() + " of "
                    + first.since() + " introduced it");
        }
        return revision;
    }

    private static Revision of(String name, Commits commits, Predicate<Commit> in) {
        Set<String> ids = new LinkedHashSet<>();
        List<Commit> all = commits.all();
        all.stream().filter(in).forEach(commit -> ids.add(commit.id()));
        return new Revision(name, ids);
    }
}
