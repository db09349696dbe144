package org.lazymmu.mirror;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitCommand;
import org.lazymmu.git.GitException;

/**
 * What the other side offers.
 *
 * @param refs    the chosen refs by their names there, with their ids
 * @param head    the branch its HEAD points to, empty if there is none among the chosen
 * @param leftOut names that no mirror can have
 */
record Offer(Map<String, String> refs, String head, List<String> leftOut) {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern LONG_ID = Pattern.compile("[0-9a-f]{64}");
    private static final String PEELED = "^{}";
    /** More than any tree has, and few enough for the memory. */
    private static final int MOST = 500_000;

    /** Asks. */
    static Offer of(Git git, Address address, RefChoice choice) throws GitException, MirrorException {
        Map<String, String> refs = new TreeMap<>();
        List<String> leftOut = new ArrayList<>();
        StringBuilder head = new StringBuilder();
        AtomicBoolean isLong = new AtomicBoolean();
        AtomicBoolean isTooMany = new AtomicBoolean();
        git.lines(GitCommand.of("ls-remote", "--quiet", "--symref").values(address.forGit()), line -> {
            String[] words = line.split("\t", 2);
            if (words.length < 2 || words[1].endsWith(PEELED)) {
                return;
            }
            if (refs.size() + leftOut.size() >= MOST) {
                isTooMany.set(true);
                return;
            }
            if (LONG_ID.matcher(words[0]).matches()) {
                isLong.set(true);
            } else if (words[0].startsWith("ref: ") && words[1].equals("HEAD")) {
                head.append(words[0].substring("ref: ".length()));
            } else if (choice.has(words[1])) {
                // a ref that is called HEAD would be taken for the mirror's own
                if (ID.matcher(words[0]).matches() && words[1].startsWith("refs/") && RefName.isPossible(words[1])
                        && !words[1].equals("refs/HEAD") && !words[1].startsWith("refs/HEAD/")) {
                    refs.put(words[1], words[0]);
                } else {
                    leftOut.add(words[1]);
                }
            }
        });
        if (isLong.get()) {
            throw MirrorException.world(address.shown() + " has SHA-256 ids, which cannot share a store with others");
        }
        if (isTooMany.get()) {
            throw MirrorException
                    .world(address.shown() + " offers more than " + MOST + " refs; choose some with --ref");
        }
        leaveOutFolders(refs, leftOut);
        return new Offer(refs, refs.containsKey(head.toString()) ? head.toString() : "", List.copyOf(leftOut));
    }

    /** Git has no ref {@code a} beside {@code a/b}; a server may still say so. */
    private static void leaveOutFolders(Map<String, String> refs, List<String> leftOut) {
        for (String ref : List.copyOf(refs.keySet())) {
            for (int slash = ref.indexOf('/'); slash >= 0; slash = ref.indexOf('/', slash + 1)) {
                if (refs.containsKey(ref.substring(0, slash))) {
                    refs.remove(ref);
                    leftOut.add(ref);
                    break;
                }
            }
        }
    }
}
