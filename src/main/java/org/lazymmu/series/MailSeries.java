package org.lazymmu.series;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lazymmu.commit.Subject;

/**
 * Makes a series of mails. What answers a patch is no patch; of several versions of a series the latest is taken, or the one
 * that was asked for.
 */
final class MailSeries {
    private final String name;
    private final List<PatchMail> patches = new ArrayList<>();
    private final List<PatchMail> covers = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private int others;

    /** Numbered mails of one version of one series, or all that have no numbers. */
    private record Group(PatchSubject kind, @Nullable PatchMail cover, List<PatchMail> members) {
        String title() {
            return cover != null ? cover.subject().title()
                    : members.size() == 1 ? members.getFirst().subject().title() : "";
        }

        String described() {
            String title = title().isEmpty() ? members.getFirst().subject().title() : title();
            return "\"" + title + "\"" + (kind.version() > 1 ? " v" + kind.version() : "") + " ("
                    + id() + ")";
        }

        String id() {
            return (cover != null ? cover : members.getFirst()).mail().messageId();
        }

        boolean has(String messageId) {
            return cover != null && cover.mail().messageId().equals(messageId)
                    || members.stream().anyMatch(member -> member.mail().messageId().equals(messageId));
        }
    }

    private MailSeries(String name) {
        this.name = name;
    }

    /**
     * The series in some mails.
     *
     * @param name what the mails are called in messages
     * @param ask  the message id of its cover or any patch, or null where there is only one
     */
    static Series of(String name, List<Mail> mails, @Nullable String ask) throws SeriesException {
        return new MailSeries(name).read(mails, ask);
    }

    private Series read(List<Mail> mails, @Nullable String ask) throws SeriesException {
        sort(mails);
        if (patches.isEmpty()) {
            throw new SeriesException(name + ": no patch in it" + (covers.isEmpty() ? "" : ", only a cover letter"));
        }
        List<Group> groups = groups();
        Group chosen = choose(groups, ask);
        if (others > 0) {
            remarks.add(others == 1 ? "1 mail that is no patch was left out"
                    : others + " mails that are no patches were left out");
        }
        return series(chosen);
    }

    private void sort(List<Mail> mails) {
        Set<String> seen = new HashSet<>();
        for (Mail mail : mails) {
            if (!mail.messageId().isEmpty() && !seen.add(mail.messageId())) {
                continue; // the same mail came over two lists
            }
            PatchMail patch = new PatchMail(mail);
            PatchSubject subject = patch.subject();
            boolean exported = mail.commit() != null || mails.size() == 1;
            if (subject.isReply()) {
                others++;
            } else if (subject.number() == 0) {
                covers.add(patch);
            } else if (subject.isPatch() && (patch.hasChange() || subject.number() > 0)
                    || exported && (patch.hasChange() || mail.commit() != null)) {
                patches.add(patch);
            } else {
                others++;
            }
        }
    }

    private List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        for (PatchMail patch : patches) {
            Group home = null;
            for (Group group : groups) {
                if (belongs(patch, group)) {
                    home = group;
                }
            }
            if (home == null) {
                home = new Group(patch.subject(), cover(patch), new ArrayList<>());
                groups.add(home);
            }
            home.members.add(patch);
        }
        return groups;
    }

    private boolean belongs(PatchMail patch, Group group) {
        if (!patch.subject().isBeside(group.kind)) {
            return false;
        }
        return patch.subject().number() < 0 || Objects.equals(cover(patch), group.cover)
                && (group.cover != null || isRelated(patch, group.members.getFirst()));
    }

    /** Without a cover: the same thread, or message ids that differ in their numbers only, or nothing that could tell. */
    private static boolean isRelated(PatchMail patch, PatchMail first) {
        MessageStem stem = MessageStem.of(patch.mail().messageId());
        MessageStem other = MessageStem.of(first.mail().messageId());
        Set<String> thread = new HashSet<>(first.mail().replyTo());
        thread.add(first.mail().messageId());
        return stem != null && other != null && stem.isBeside(other)
                || patch.mail().replyTo().stream().anyMatch(thread::contains)
                || patch.mail().messageId().isEmpty() || patch.mail().replyTo().isEmpty();
    }

    private @Nullable PatchMail cover(PatchMail patch) {
        List<PatchMail> beside = covers.stream().filter(cover -> patch.subject().isBeside(cover.subject())).toList();
        for (String id : patch.mail().replyTo()) {
            for (PatchMail cover : beside) {
                if (cover.mail().messageId().equals(id)) {
                    return cover;
                }
            }
        }
        return patch.subject().number() > 0 && beside.size() == 1 ? beside.getFirst() : null;
    }

    private Group choose(List<Group> groups, @Nullable String ask) throws SeriesException {
        if (ask != null) {
            return groups.stream().filter(group -> group.has(ask)).findFirst()
                    .orElseThrow(() -> new SeriesException(name + ": no patch or cover letter with the message id "
                            + ask + " in it"));
        }
        Group latest = groups.stream().max(Comparator.comparingInt(group -> group.kind.version())).orElseThrow();
        List<Group> rivals = groups.stream().filter(group -> group.kind.version() == latest.kind.version()
                || group.kind.total() < 0 || !Subject.normal(group.title()).equals(Subject.normal(latest.title())))
                .toList();
        if (rivals.size() > 1) {
            throw new SeriesException(name + ": " + rivals.size() + " series in it; name one by a message id: "
                    + rivals.stream().map(Group::described).collect(Collectors.joining(", ")));
        }
        for (Group group : groups) {
            if (!group.equals(latest)) {
                remarks.add("version " + group.kind.version() + " is there, too, and was left out; version "
                        + latest.kind.version() + " is the latest");
            }
        }
        return latest;
    }

    private Series series(Group group) throws SeriesException {
        boolean numbered = group.kind.number() > 0;
        TreeMap<Integer, PatchMail> byNumber = new TreeMap<>();
        for (PatchMail member : group.members) {
            int number = numbered ? member.subject().number() : byNumber.size() + 1;
            PatchMail before = byNumber.put(number, member);
            if (before != null) {
                PatchMail later = isLater(before, member) ? before : member;
                byNumber.put(number, later);
                remarks.add("patch " + number + " is there more than once; the latest was taken, "
                        + later.mail().messageId());
            }
        }
        List<SeriesPatch> all = new ArrayList<>();
        for (var entry : byNumber.entrySet()) {
            all.add(entry.getValue().patch(entry.getKey()));
        }
        int total = numbered ? group.kind.total() : all.size();
        Set<Integer> missing = IntStream.rangeClosed(1, total).filter(number -> !byNumber.containsKey(number)).boxed()
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> gaps = new ArrayList<>();
        if (!missing.isEmpty()) {
            gaps.add("of " + total + " patches " + name + " lacks "
                    + missing.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        return new Series(group.title(), group.kind.version(), total, all, List.copyOf(new LinkedHashSet<>(remarks)),
                gaps);
    }

    private static boolean isLater(PatchMail one, PatchMail other) {
        Instant date = one.mail().date();
        Instant otherDate = other.mail().date();
        return date != null && otherDate != null && date.isAfter(otherDate);
    }
}
