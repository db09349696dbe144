package org.lazymmu.c;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lazymmu.RealKernels;
import org.lazymmu.source.FileText;

/** Real kernels: everything parses, and no function is missed that universal-ctags sees. */
@Tag("kernels")
class ParserKernelTest {
    /** User-space programs and documents; their oddities are not the kernel's. */
    private static final Pattern OUTSIDE = Pattern.compile("(tools|scripts|samples|Documentation)/.*");

    /**
     * What ctags takes for functions and is none: macros in front of a declaration, attributes, initcalls without a semicolon,
     * and macros with a body of designated initializers. All names in capitals are macros too.
     */
    private static final Pattern NOT_FUNCTIONS = Pattern.compile(String.join("|", "[A-Z][A-Z0-9_]*", "_[A-Z0-9_]+",
            "(module|builtin)_(init|exit|platform_driver)", "(early|core|postcore|arch|subsys|device|late)_initcall",
            "__(aligned|releases|acquires|init)", "define_machine", "define_show_state_time_function",
            "define_fbtft_write_reg", "test_key_func", "store_in_reg", "show_tol_temp", "show_pwm_reg",
            "(sas_bitfield|fcoe_enum|fc_bitfield)_name_search", "native_cpuid_reg", "lpfc_(vport_)?param_(init|show)",
            "iwl_mvm_parse_wowlan_status_common", "drbd_debugfs_device_attr", "_bsc0", "__fortify_test", "__brcms_fn",
            "NOTYETn", "I_u3u1u2"));

    /** Behind a function whose braces do not pair on one side of an {@code #if}. */
    private static final Set<String> LOST = Set.of("drivers/staging/media/atomisp/pci/runtime/debug/src/ia_css_debug.c"
            + " ia_css_debug_dump_sp_sw_debug_info");

    private static List<String> sources(Path root) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile).map(path -> root.relativize(path).toString())
                    .filter(path -> path.endsWith(".c") || path.endsWith(".h")).sorted().toList();
        }
    }

    private static CSource read(Path root, String path, FileText text) throws IOException {
        byte[] bytes = Files.readAllBytes(root.resolve(path));
        System.arraycopy(bytes, 0, text.room(bytes.length), 0, bytes.length);
        text.end(bytes.length);
        return CSource.of(path, text);
    }

    @ParameterizedTest
    @ValueSource(strings = { "6.12", "6.1" })
    void parsesEverythingButAFewFunctions(String version) throws IOException {
        Path root = RealKernels.tree(version);
        FileText text = new FileText();
        Set<String> functions = new TreeSet<>();
        List<String> files = new ArrayList<>();
        int functionsParsed = 0;
        int macrosParsed = 0;
        int badMacros = 0;
        for (String path : sources(root)) {
            CSource source = read(root, path, text);
            boolean inside = !OUTSIDE.matcher(path).matches();
            for (CFile.Function function : source.file().functions()) {
                functionsParsed++;
                Body body = source.body(function);
                if (inside && !body.problems().isEmpty()) {
                    functions.add(path + " " + function.name() + ": " + body.problems().getFirst().reason());
                }
            }
            for (CFile.Macro macro : source.file().macros()) {
                if (macro.parameters() != null) {
                    macrosParsed++;
                    badMacros += source.body(macro).problems().isEmpty() ? 0 : 1;
                }
            }
            for (CFile.Problem problem : source.file().problems()) {
                if (inside && !problem.reason().startsWith("assembler")) {
                    files.add(path + ": " + problem.reason());
                }
            }
        }
        assertThat(functionsParsed).isGreaterThan(650_000);
        assertThat(macrosParsed).isGreaterThan(110_000);
        assertThat(functions).as("functions not understood").hasSizeLessThanOrEqualTo(12);
        assertThat(files).as("files not understood").hasSizeLessThanOrEqualTo(12);
        assertThat(badMacros).as("macros not understood").isLessThan(300);
    }

    @Test
    void missesNoFunctionThatCtagsFinds() throws IOException {
        Path root = RealKernels.tree("6.12");
        List<String> paths = sources(root).stream().filter(path -> !OUTSIDE.matcher(path).matches()).toList();
        FileText text = new FileText();
        Set<String> found = new HashSet<>();
        for (String path : paths) {
            for (CFile.Function function : read(root, path, text).file().functions()) {
                found.add(path + " " + function.name());
                found.add(path + " " + function.definer());
            }
        }
        Path list = Files.createTempFile("lazymmu-", ".files");
        Set<String> missed = new TreeSet<>();
        int compared = 0;
        try {
            Files.write(list, paths);
            for (String line : ctags(root, list)) {
                int space = line.indexOf('\t');
                String name = line.substring(space + 1);
                String key = line.substring(0, space) + " " + name;
                compared++;
                if (!found.contains(key) && !NOT_FUNCTIONS.matcher(name).matches() && !LOST.contains(key)) {
                    missed.add(key);
                }
            }
        } finally {
            Files.delete(list);
        }
        assertThat(compared).isGreaterThan(600_000);
        assertThat(missed).isEmpty();
    }

    private static List<String> ctags(Path root, Path list) throws IOException {
        Process ctags;
        try {
            ctags = new ProcessBuilder("ctags", "--kinds-C=f", "--langmap=C:.c.h", "--languages=C", "-x",
                    "--_xformat=%F\t%N",
                    "-f", "-", "-L", list.toString()).directory(root.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "universal-ctags is not installed: " + e.getMessage());
            return List.of();
        }
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(ctags.getInputStream(), StandardCharsets.ISO_8859_1))) {
            return lines.lines().toList();
        }
    }
}
