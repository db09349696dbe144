package org.lazymmu.git;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a git process sees of the world: the user's way to servers, and nothing else that changes what git does. */
final class GitEnvironment {
    /** What the user may have set for reaching servers. All other {@code GIT_*} would change what is read or written. */
    private static final Set<String> KEPT = Set.of("GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSH_VARIANT",
            "GIT_PROXY_COMMAND", "GIT_EXEC_PATH", "GIT_CONFIG_GLOBAL", "GIT_HTTP_USER_AGENT", "GIT_SSL_NO_VERIFY",
            "GIT_SSL_CERT", "GIT_SSL_KEY", "GIT_SSL_CAINFO", "GIT_SSL_CAPATH", "GIT_SSL_VERSION",
            "GIT_SSL_CIPHER_LIST");
    private static final Map<String, String> FIXED = Map.ofEntries(
            // what the machine's owner configured is for people, not for this program
            Map.entry("GIT_CONFIG_NOSYSTEM", "1"), Map.entry("GIT_ATTR_NOSYSTEM", "1"),
            // nobody is there to answer; empty programs are none
            Map.entry("GIT_TERMINAL_PROMPT", "0"), Map.entry("GIT_ASKPASS", ""), Map.entry("SSH_ASKPASS", ""),
            Map.entry("SSH_ASKPASS_REQUIRE", "never"), Map.entry("GCM_INTERACTIVE", "never"),
            Map.entry("GIT_PAGER", "cat"), Map.entry("GIT_EDITOR", "false"),
            // not ext::, which runs programs
            Map.entry("GIT_ALLOW_PROTOCOL", "https:http:ssh:git:file"),
            // an id names one content, nothing is fetched behind our back, nothing is written in passing
            Map.entry("GIT_NO_REPLACE_OBJECTS", "1"), Map.entry("GIT_GRAFT_FILE", "/dev/null"),
            Map.entry("GIT_NO_LAZY_FETCH", "1"), Map.entry("GIT_OPTIONAL_LOCKS", "0"),
            Map.entry("GIT_LITERAL_PATHSPECS", "1"), Map.entry("LC_ALL", "C"));
    /** Given on the command line, where they win over every file. */
    private static final List<String> CONFIGURATION = List.of("core.hooksPath=/dev/null", "core.fsmonitor=false",
            "core.pager=cat", "core.quotePath=false", "core.untrackedCache=false", "color.ui=false", "gc.auto=0",
            "maintenance.auto=false", "advice.detachedHead=false", "advice.graftFileDeprecated=false",
            "i18n.logOutputEncoding=UTF-8",
            "log.showSignature=false", "log.mailmap=false", "fetch.recurseSubmodules=false", "submodule.recurse=false",
            "fetch.writeCommitGraph=false", "fetch.prune=false", "fetch.pruneTags=false", "protocol.version=2",
            // repositories of other users may be read: nothing in them is run
            "safe.directory=*", "safe.bareRepository=all");

    private GitEnvironment() {
    }

    /** The variables of a git process. */
    static Map<String, String> of(Map<String, String> surroundings) {
        Map<String, String> result = new TreeMap<>();
        surroundings.forEach((name, value) -> {
            if (!name.startsWith("GIT_") || KEPT.contains(name)) {
                result.put(name, value);
            }
        });
        result.remove("LANGUAGE");
        result.putAll(FIXED);
        return result;
    }

    /** The options of git itself that go before every command. */
    static List<String> options() {
        List<String> options = new ArrayList<>(List.of("--no-pager"));
        for (String setting : CONFIGURATION) {
            options.add("-c");
            options.add(setting);
        }
        return options;
    }

    /**
     * The command that git is to reach servers by ssh with: the user's, told not to ask anything.
     *
     * @param configured the user's own, or empty
     */
    static String ssh(String configured) {
        if (configured.isBlank()) {
            return "ssh -oBatchMode=yes";
        }
        String program = configured.strip().split("\\s", 2)[0];
        // other programs than ssh take other options
        boolean isSsh = program.equals("ssh") || program.endsWith("/ssh");
        return isSsh ? configured.strip() + " -oBatchMode=yes" : configured;
    }
}
