package org.lazymmu.series;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lazymmu.commit.Reference;
import org.lazymmu.commit.Subject;

/** The series that a commit, a mail or a range names, found among the commits of all mirrors. */
public final class CommitSeries {
    /** More patches than this are no series. */
    private static final int MAX_PATCHES = 500;
    private static final Comparator<KnownCommit> FIRST = Comparator.comparing(KnownCommit::committed)
            .thenComparing(KnownCommit::id);

    private final Archive archive;

    public CommitSeries(Commits commits, Histories histories) {
        archive = new Archive(commits, histories);
    }

    /**
     * The series that a commit belongs to. One that no mirror has can be known by commits that were made from it.
     *
     * @param id full or abbreviated
     * @throws SeriesException when nothing is known of it, or it means several commits
     */
    public Series ofCommit(String id) throws IOException, SeriesException {
        List<String> ids = archive.resolve(id);
        if (ids.isEmpty()) {
            List<KnownCommit> copies = archive.commits.naming(id, Archive.ORIGINS).stream()
                    .filter(commit -> !commit.isMerge()).sorted(FIRST).toList();
            Set<String> meant = copies.stream().flatMap(copy -> copy.message().references().stream())
                    .map(Reference::id).filter(named -> named.startsWith(id))
                    .collect(Collectors.toCollection(TreeSet::new));
            // ids of different lengths can be the same one's
            meant.removeIf(named -> meant.stream().anyMatch(other -> !other.equals(named) && other.startsWith(named)));
            if (meant.size() > 1) {
                throw new SeriesException(id + ": no mirror has such a commit, and it can be any of " + meant.size()
                        + " that commits were made from; give more digits");
            }
            if (!copies.isEmpty()) {
                KnownCommit copy = copies.getFirst();
                return beside(copy).lacking("no mirror has " + id + ", and the series was read from "
                        + copy.id().substring(0, 12) + ", which says that it was made from it; add a mirror that has it"
                        + " (lazymmu mirror add NAME URL), or name the mails, to know all of it");
            }
            throw new SeriesException(
                    id + ": no mirror has this commit; add one that has it (lazymmu mirror add NAME URL)"
                            + " or bring those that are there up to date (lazymmu mirror sync --all)");
        }
        if (ids.size() > 1) {
            throw new SeriesException(id + ": can be any of " + ids.size() + " commits, " + ids.stream().limit(4)
                    .map(full -> full.substring(0, 16)).collect(Collectors.joining(", ")) + "; give more digits");
        }
        KnownCommit commit = archive.commits.commit(ids.getFirst()).orElseThrow();
        if (commit.isMerge()) {
            return ofRange(commit.id() + "^1.." + commit.id(), List.of("the merge " + commit.id().substring(0, 12)
                    + " was taken for all that it brings"));
        }
        return beside(commit);
    }

    /** The commits of a range, first first, without merges. */
    public Series ofRange(String range) throws IOException, SeriesException {
        return ofRange(range, List.of());
    }

    private Series ofRange(String range, List<String> remarks) throws IOException, SeriesException {
        List<String> ids = archive.histories.range(range);
        if (ids.isEmpty()) {
            throw new SeriesException(range + ": no commits in this range, besides merges");
        }
        if (ids.size() > MAX_PATCHES) {
            throw new SeriesException(range + ": " + ids.size() + " commits; a series has up to " + MAX_PATCHES);
        }
        List<KnownCommit> commits = List.copyOf(archive.commits(ids).values());
        if (commits.size() < ids.size()) {
            throw new SeriesException(range + ": " + (ids.size() - commits.size())
                    + " of its commits are not in the index; bring it up to date (lazymmu mirror sync --all)");
        }
        return series(commits, commits.size(), remarks);
    }

    /**
     * The series that was sent with a mail, its cover or any of its patches.
     *
     * @throws SeriesException when no commit links to it
     */
    public Series ofMail(String messageId) throws IOException, SeriesException {
        MessageStem stem = MessageStem.of(messageId);
        Map<Integer, KnownCommit> numbered = stem == null ? Map.of() : numbered(stem);
        if (stem != null && !numbered.isEmpty()) {
            return series(stem, numbered);
        }
        List<KnownCommit> linking = originals(archive.commits.linking(messageId));
        if (linking.isEmpty()) {
            throw new SeriesException(
                    messageId + ": no commit of any mirror links to this mail; bring the mirrors up to date"
                            + " (lazymmu mirror sync --all), or give the mails themselves (--mbox FILE)");
        }
        return series(linking, 0, List.of());
    }

    private Series beside(KnownCommit commit) throws IOException {
        for (KnownCommit own : self(commit)) {
            for (String mail : own.message().messageIds()) {
                MessageStem stem = MessageStem.of(mail);
                Map<Integer, KnownCommit> numbered = stem == null ? Map.of() : numbered(stem);
                if (stem != null && isOwn(numbered.get(stem.number()), own) && numbered.size() > 1) {
                    return series(stem, numbered);
                }
                List<KnownCommit> linking = originals(archive.commits.linking(mail)).stream()
                        .filter(other -> Authors.same(other.author(), own.author())).toList();
                if (stem == null && linking.size() > 1 && linking.contains(own)) {
                    return series(linking, 0, List.of("all of them link to " + mail));
                }
            }
        }
        List<KnownCommit> alone = self(commit);
        boolean linked = alone.stream().anyMatch(own -> !own.message().messageIds().isEmpty());
        return series(List.of(alone.getFirst()), 0, List.of(linked ? "no other commit links to mails of the same series"
                : "the commit links to no mail, so what else belongs to its series is not known"));
    }

    private static boolean isOwn(@Nullable KnownCommit found, KnownCommit own) {
        return found != null && found.id().equals(own.id());
    }

    /** A commit, and what it was made from: the upstream commit that it names comes first. */
    private List<KnownCommit> self(KnownCommit commit) throws IOException {
        Set<KnownCommit> all = new LinkedHashSet<>();
        for (KnownCommit origin : archive.commits(archive.origins(commit.message())).values()) {
            if (Subject.normal(origin.subject())
                    .equals(Subject.normal(commit.subject()))) {
                all.add(origin);
            }
        }
        all.add(commit);
        return List.copyOf(all);
    }

    /** By the numbers of their mails, the commits that link to mails with the same stem. */
    private Map<Integer, KnownCommit> numbered(MessageStem stem) throws IOException {
        Map<Integer, List<KnownCommit>> all = new TreeMap<>();
        for (KnownCommit commit : archive.commits.linkingToThoseThatBegin(stem.before())) {
            for (String mail : commit.message().messageIds()) {
                MessageStem other = MessageStem.of(mail);
                if (other != null && other.isBeside(stem)) {
                    all.computeIfAbsent(other.number(), number -> new ArrayList<>()).add(commit);
                }
            }
        }
        Set<String> members = all.values().stream().flatMap(List::stream).map(KnownCommit::id)
                .collect(Collectors.toSet());
        Map<Integer, KnownCommit> first = new TreeMap<>();
        Set<String> taken = new LinkedHashSet<>();
        for (Map.Entry<Integer, List<KnownCommit>> entry : all.entrySet()) {
            for (KnownCommit commit : originals(entry.getValue())) {
                if (!repairs(commit, members) && taken.add(commit.id())) {
                    first.putIfAbsent(entry.getKey(), commit);
                }
            }
        }
        return first;
    }

    /** Whether a commit repairs one of some others: it links to the mail of what it repairs. */
    private boolean repairs(KnownCommit commit, Set<String> others) throws IOException {
        for (Reference reference : commit.message().references()) {
            boolean about = reference.kind() == Reference.Kind.FIXES || reference.kind() == Reference.Kind.REVERTS;
            if (about && !reference.id().isEmpty()
                    && archive.resolve(reference.id()).stream().anyMatch(others::contains)) {
                return true;
            }
        }
        return false;
    }

    /** Those of some commits that were not made from others, or all if all were; the first first. */
    private List<KnownCommit> originals(List<KnownCommit> commits) throws IOException {
        List<KnownCommit> originals = new ArrayList<>();
        for (KnownCommit commit : commits) {
            if (archive.origins(commit.message()).isEmpty() && !commit.isMerge()) {
                originals.add(commit);
            }
        }
        return (originals.isEmpty() ? commits : originals).stream().sorted(FIRST).toList();
    }

    private Series series(MessageStem stem, Map<Integer, KnownCommit> numbered) throws IOException {
        List<Integer> numbers = List.copyOf(numbered.keySet());
        List<String> missing = IntStream.range(numbers.getFirst(), numbers.getLast())
                .filter(number -> !numbered.containsKey(number))
                .mapToObj(number -> stem.before() + number + stem.after()).toList();
        List<KnownCommit> commits = List.copyOf(new LinkedHashMap<>(numbered).values());
        if (missing.isEmpty()) {
            return series(commits, 0, List.of());
        }
        String said = "no commit links to " + String.join(", ", missing) + ", which is of the same series";
        // where the tree is that they were made for, there is no such patch; where only copies are, it may not have been copied
        return areCopies(commits) ? series(commits, 0, List.of()).lacking(said) : series(commits, 0, List.of(said));
    }

    /** Whether some of these were made from commits that no mirror has. */
    private boolean areCopies(List<KnownCommit> commits) throws IOException {
        for (KnownCommit commit : commits) {
            for (Reference reference : commit.message().references()) {
                if (reference.kind().isOrigin() && !reference.id().isEmpty()
                        && archive.resolve(reference.id()).isEmpty()) {
                    return true;
                }
            }
        }
        return false;
    }

    private Series series(List<KnownCommit> commits, int total, List<String> remarks) throws IOException {
        List<SeriesPatch> patches = CommitPatch.of(archive.histories, commits);
        return new Series(patches.size() == 1 ? patches.getFirst().subject() : "", 1, total, patches, remarks);
    }
}
