package org.lazymmu.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.lazymmu.c.CFile;
import org.lazymmu.c.CSource;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.TraceStep;
import org.lazymmu.git.GitException;
import org.lazymmu.git.GitObjects;
import org.lazymmu.git.GitObjects.GitObject;
import org.lazymmu.source.FileText;

/** Tells findings that went elsewhere with their function, or whose function has got another name, from new ones. */
final class Moves {
    private final GitObjects objects;
    private final Map<String, Set<String>> definitions = new HashMap<>();

    Moves(GitObjects objects) {
        this.objects = objects;
    }

    /**
     * Whether a finding is the same as one that was somewhere else: of the same rule, in a function that is defined there no more
     * and was not defined here before. Of a function with another name all that is said must be the same, too.
     *
     * @param before the commit that has the first one
     * @param after  the commit that has the second one
     */
    boolean isSame(Finding gone, String before, Finding here, String after) throws GitException {
        if (!gone.rule().equals(here.rule()) || gone.function().isEmpty() || here.function().isEmpty()) {
            return false;
        }
        boolean elsewhere = !gone.place().file().equals(here.place().file());
        boolean renamed = !gone.function().equals(here.function());
        return elsewhere != renamed && (!renamed || said(gone).equals(said(here)))
                && !defines(after, gone.place().file(), gone.function())
                && !defines(before, here.place().file(), here.function());
    }

    /** What is said of a finding whatever its function is called, and in which lines it is. */
    private static List<String> said(Finding finding) {
        Pattern own = Pattern.compile("\\b" + Pattern.quote(finding.function()) + "\\b");
        List<String> said = new ArrayList<>(
                List.of(own.matcher(finding.message()).replaceAll("()"), finding.condition()));
        for (TraceStep step : finding.trace()) {
            said.add(own.matcher(step.function() + ": " + step.text()).replaceAll("()").replaceAll("\\b\\d+\\b", "0"));
        }
        return said;
    }

    private boolean defines(String commit, String path, String function) throws GitException {
        String name = commit + ":" + path;
        Set<String> known = definitions.get(name);
        if (known == null) {
            known = read(name, path);
            definitions.put(name, known);
        }
        return known.contains(function);
    }

    private Set<String> read(String name, String path) throws GitException {
        Optional<GitObject> blob = path.indexOf('\n') >= 0 ? Optional.empty() : objects.read(name);
        Set<String> names = new HashSet<>();
        if (blob.isPresent() && blob.get().type().equals("blob")) {
            byte[] content = blob.get().content();
            FileText text = new FileText();
            text.fill(content);
            CFile file = CSource.of(path, text).file();
            file.functions().forEach(one -> names.add(one.name()));
            file.macros().forEach(one -> names.add(one.name()));
        }
        return names;
    }
}
