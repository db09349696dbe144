package org.lazymmu.mirror;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The program in a process of its own, with its mirrors in a folder. */
final class OtherProcess {
    private OtherProcess() {
    }

    /** Starts a command. */
    static Process start(Path home, File output, Map<String, String> variables, String... arguments)
            throws IOException {
        return builder(home, output, variables, List.of(), arguments).start();
    }

    /**
     * What starts a command.
     *
     * @param before what starts what starts it
     */
    static ProcessBuilder builder(Path home, File output, Map<String, String> variables, List<String> before,
            String... arguments) {
        List<String> line = new ArrayList<>(before);
        line.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), "org.lazymmu.cli.Main"));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output);
        builder.environment().put("XDG_DATA_HOME", home.resolve("data").toString());
        builder.environment().put("XDG_CACHE_HOME", home.resolve("cache").toString());
        builder.environment().putAll(variables);
        return builder;
    }
}
