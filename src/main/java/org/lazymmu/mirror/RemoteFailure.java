package org.lazymmu.mirror;

import java.util.List;
import java.util.Locale;
import org.lazymmu.git.GitException;

/** Tells from what git said why a repository could not be read. */
final class RemoteFailure {
    /** A server, or a disk, that answers and knows no such repository. */
    private static final List<String> GONE = List.of("does not appear to be a git repository", "repository not found",
            "' not found", "returned error: 404", "returned error: 410", "repository not exported", "no such folder",
            "not a git repository", "project not found", "repository does not exist");
    private static final List<String> FULL = List.of("no space left on device", "disk quota exceeded",
            "file too large", "file size limit exceeded");
    private static final List<String> ACCESS = List.of("authentication failed", "could not read username",
            "could not read password", "permission denied (", "returned error: 401", "returned error: 403");
    /** What ssh says of a server whose key it does not know, and of one whose key is another than it was. */
    private static final List<String> UNKNOWN = List.of("host key verification failed");
    private static final List<String> OTHER = List.of("remote host identification has changed");

    private RemoteFailure() {
    }

    static Attempt.Outcome outcome(GitException e) {
        if (e.kind() == GitException.Kind.INTERRUPTED) {
            return Attempt.Outcome.INTERRUPTED;
        }
        return e.kind() == GitException.Kind.FAILED && says(e, GONE) && !says(e, FULL) ? Attempt.Outcome.GONE
                : Attempt.Outcome.FAILED;
    }

    /** The line for the user. */
    static String line(GitException e) {
        if (says(e, FULL)) {
            return "the disk is full (" + e.line() + ")";
        }
        // ssh says this with a banner in front, which is what e.line() is
        if (says(e, OTHER)) {
            return "the server shows another key than ssh knows of it; find out why, then mend known_hosts"
                    + " (Host key verification failed)";
        }
        if (says(e, UNKNOWN)) {
            return "ssh does not know the server's key; connect to it once by hand, and see that it is the right one"
                    + " (Host key verification failed)";
        }
        if (says(e, ACCESS)) {
            return "access was refused; git itself must be able to read it without asking (" + e.line() + ")";
        }
        return e.line();
    }

    private static boolean says(GitException e, List<String> words) {
        String said = (e.line() + "\n" + e.details()).toLowerCase(Locale.ROOT);
        return words.stream().anyMatch(said::contains);
    }
}
