package org.lazymmu;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of layers in ARCHITECTURE.md against the compiled classes. */
class LayersTest {
    private static final String ROOT = "org.lazymmu";
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\|[^|]*\\|([^|]*)\\|");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(ROOT);

    @Test
    void everyPackageStandsInTheTableAndEveryRowIsAPackage() throws IOException {
        Set<String> packages = CLASSES.stream().map(LayersTest::layer).collect(Collectors.toCollection(TreeSet::new));
        assertThat(table().keySet()).containsExactlyInAnyOrderElementsOf(packages);
    }

    @Test
    void packagesUseExactlyWhatTheTableSays() throws IOException {
        Map<String, Set<String>> used = new TreeMap<>();
        for (JavaClass type : CLASSES) {
            Set<String> targets = used.computeIfAbsent(layer(type), layer -> new TreeSet<>());
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith(ROOT + ".") && !layer(target).equals(layer(type))) {
                    targets.add(layer(target));
                }
            }
        }
        assertThat(new TreeMap<>(table())).as("table in ARCHITECTURE.md, against the uses found").isEqualTo(used);
    }

    @Test
    void rowsUseOnlyRowsAboveThem() throws IOException {
        Map<String, Set<String>> table = table();
        Set<String> above = new TreeSet<>();
        table.forEach((layer, uses) -> {
            assertThat(above).as("packages listed before %s", layer).containsAll(uses);
            above.add(layer);
        });
    }

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        try (Stream<Path> folders = Files.walk(Path.of("src/main/java"))) {
            List<Path> silent = folders.filter(LayersTest::hasSources)
                    .filter(folder -> !Files.exists(folder.resolve("package-info.java"))).toList();
            assertThat(silent).as("packages without package-info.java").isEmpty();
        }
    }

    @Test
    void librariesHaveOneDoor() {
        onlyIn("cli", "picocli");
        onlyIn("source", "org.apache.commons.compress");
        onlyIn("source", "org.tukaani");
        onlyIn("report", "tools.jackson");
        onlyIn("state", "org.sqlite");
    }

    @Test
    void onlyTheCommandLinePrintsOrExits() {
        noClasses().that().resideOutsideOfPackage(ROOT + ".cli..").should().accessField(System.class, "out").orShould()
                .accessField(System.class, "err").orShould().callMethod(System.class, "exit", int.class)
                .check(CLASSES);
    }

    @Test
    void onlyGitStartsPrograms() {
        noClasses().that().resideOutsideOfPackage(ROOT + ".git..").should().dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class).check(CLASSES);
    }

    @Test
    void staticFieldsDoNotChange() {
        fields().that().areStatic().should().beFinal().check(CLASSES);
    }

    private static void onlyIn(String layer, String library) {
        noClasses().that().resideOutsideOfPackage(ROOT + "." + layer + "..").should().dependOnClassesThat()
                .resideInAPackage(library + "..").check(CLASSES);
    }

    private static Map<String, Set<String>> table() throws IOException {
        Map<String, Set<String>> table = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of("ARCHITECTURE.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                table.put(row.group(1), NAME.matcher(row.group(2)).results().map(found -> found.group(1))
                        .collect(Collectors.toCollection(TreeSet::new)));
            }
        }
        return table;
    }

    private static String layer(JavaClass type) {
        String below = type.getPackageName().substring(ROOT.length() + 1);
        int dot = below.indexOf('.');
        return dot < 0 ? below : below.substring(0, dot);
    }

    private static boolean hasSources(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
