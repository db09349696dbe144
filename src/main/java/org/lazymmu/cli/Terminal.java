package org.lazymmu.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import org.lazymmu.report.Palette;
import org.lazymmu.report.Visible;

/**
 * The surroundings of a run.
 *
 * @param in          what is piped into it
 * @param out         where results go; unlike a print stream it says when nobody reads them any more
 * @param err         where everything else goes
 * @param outIsSeen   whether a person sees the results as they are written
 * @param errIsSeen   whether a person sees the rest as it is written
 * @param environment variables
 * @param folder      the working folder
 * @param clock       the time, and the zone in which a person reads it
 */
record Terminal(InputStream in, Writer out, PrintWriter err, boolean outIsSeen, boolean errIsSeen,
        Map<String, String> environment, Path folder, Clock clock) {
    private static final int BUFFER_CHARS = 1 << 16;

    /** The surroundings of this process. */
    static Terminal ofProcess() {
        Writer out = new BufferedWriter(
                new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8), BUFFER_CHARS);
        PrintWriter err = new PrintWriter(
                new OutputStreamWriter(new FileOutputStream(FileDescriptor.err), StandardCharsets.UTF_8), true);
        return new Terminal(System.in, out, err, isTerminal(1), isTerminal(2), System.getenv(), Path.of(""),
                Clock.system(ZoneId.systemDefault()));
    }

    /**
     * Whether a stream of this process is a terminal. {@link System#console} knows only about input and output together, so
     * that progress would end up in the log of {@code 2>log}.
     */
    @SuppressWarnings("NullAway") // never null since Java 22
    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return System.console().isTerminal();
        }
    }

    /** Colours only for a person who did not refuse them. */
    Palette palette() {
        return outIsSeen && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb") ? Palette.COLOURED : Palette.PLAIN;
    }

    /** Says something beside the results. Whatever names are in it, it stays one line and only text. */
    void say(String line) {
        err.println(Visible.of(line));
        err.flush();
    }
}
