package org.lazymmu.cli;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lazymmu.series.CommitSeries;
import org.lazymmu.series.Commits;
import org.lazymmu.series.Forest;
import org.lazymmu.series.Histories;
import org.lazymmu.series.Series;
import org.lazymmu.series.SeriesException;
import org.lazymmu.series.SeriesFiles;

/** A series as it is named on the command line. */
final class NamedSeries {
    private final Terminal terminal;
    private final CommitSeries commits;
    private final Forest forest;

    NamedSeries(Terminal terminal, Commits commits, Histories histories, Forest forest) {
        this.terminal = terminal;
        this.commits = new CommitSeries(commits, histories);
        this.forest = forest;
    }

    /** @param mailbox where a message id is looked for, or null */
    Series read(List<String> names, @Nullable String mailbox) throws Failure, IOException, SeriesException {
        String first = names.getFirst();
        String mail = names.size() == 1 && !isFile(first) ? messageId(first) : null;
        if (mailbox != null) {
            if (mail == null) {
                throw Failure.usage("--mbox needs the message id of a cover or patch that is in it");
            }
            return SeriesFiles.read(List.of(content(mailbox)), mail);
        }
        if (names.size() > 1 || InputFile.isStandardInput(first) || isFile(first)) {
            if (InputFile.isStandardInputNamedTwice(names)) {
                throw Failure.usage("-: standard input can be read only once");
            }
            List<SeriesFiles.Content> files = new ArrayList<>();
            for (String name : names) {
                files.add(content(name));
            }
            return SeriesFiles.read(files, null);
        }
        if (mail != null) {
            return commits.ofMail(mail);
        }
        int dots = first.indexOf("..");
        if (dots > 0 && dots + 2 < first.length() && first.charAt(dots + 2) != '.') {
            return commits.ofRange(id(first.substring(0, dots)) + ".." + id(first.substring(dots + 2)));
        }
        if (first.matches("[0-9a-fA-F]{4,64}")) {
            return commits.ofCommit(first.toLowerCase(Locale.ROOT));
        }
        try {
            return commits.ofCommit(forest.revision(first));
        } catch (SeriesException e) {
            throw Failure.usage(first + ": no file, commit id, range A..B, message id, tree or tag");
        }
    }

    /** What stands at an end of a range; abbreviated ids are left to git, which knows whether they are clear. */
    private String id(String name) throws SeriesException {
        return forest.revision(name);
    }

    private boolean isFile(String name) {
        try {
            return !name.contains("://") && Files.exists(terminal.folder().resolve(Path.of(name)));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** A message id, with or without angle brackets or the address of a mail archive around it, or null. */
    private static @Nullable String messageId(String name) {
        String text = name.strip();
        if (text.startsWith("http://") || text.startsWith("https://")) {
            for (String part : text.split("[/?#]")) {
                if (part.contains("@") || part.contains("%40")) {
                    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
                }
            }
            return null;
        }
        String bare = text.startsWith("<") && text.endsWith(">") ? text.substring(1, text.length() - 1) : text;
        return bare.matches("[^\\s@<>]+@[^\\s@<>]+") ? bare : null;
    }

    private SeriesFiles.Content content(String file) throws Failure {
        InputFile read = InputFile.read(terminal, file);
        return new SeriesFiles.Content(read.name(), read.bytes());
    }
}
