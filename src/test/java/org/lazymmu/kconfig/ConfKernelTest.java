package org.lazymmu.kconfig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lazymmu.RealKernels;
import org.lazymmu.c.Condition;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.Trees;

/** What we say of options, against the kernel's own {@code conf} on real trees. */
@Tag("kernels")
class ConfKernelTest {
    private static final int CONFIGURATIONS = Integer.getInteger("kconfig.configurations", 3);
    private static final int QUESTIONS = Integer.getInteger("kconfig.questions", 4);

    @TempDir
    private Path folder;

    /** The defaults come out as Kconfig has them, and so do configurations that are drawn at random. */
    @ParameterizedTest
    @CsvSource({ "6.12, x86", "6.12, powerpc", "6.12, arm64", "6.12, sparc", "6.12, s390", "6.1, x86", "6.1, mips",
            "6.1, arm" })
    void valuesAreThoseOfKconfig(String version, String architecture) throws IOException, InterruptedException {
        Path root = RealKernels.tree(version);
        ConfProgram conf = new ConfProgram(root, folder);
        try (KernelTree tree = Trees.open(root)) {
            Kconfig kconfig = new Kconfig(tree);
            Symbols symbols = kconfig.read(architecture, architecture);
            assertThat(kconfig.problems()).isEmpty();
            Full full = new Full(symbols);
            assertSame(conf.defaults(architecture, List.of()), new Calculation(symbols, Map.of(), new Answers()),
                    symbols);
            for (int i = 0; i < CONFIGURATIONS; i++) {
                Map<String, String> random = conf.random(architecture, i);
                assertThat(full.contradiction(random)).as("configuration %s of %s", i, architecture).isEmpty();
                assertSame(random, new Calculation(symbols, asked(random, symbols), new Answers()), symbols);
            }
        }
    }

    /** What is said to be possible comes out of the options that are said to be enough, and needs each of them. */
    @ParameterizedTest
    @CsvSource({ "6.12, x86", "6.12, powerpc", "6.12, arm64", "6.12, sparc", "6.1, x86", "6.1, powerpc" })
    void optionsAreEnoughAndNeeded(String version, String architecture) throws IOException, InterruptedException {
        Path root = RealKernels.tree(version);
        ConfProgram conf = new ConfProgram(root, folder);
        Random random = new Random(Long.getLong("kconfig.seed", 1));
        try (KernelTree tree = Trees.open(root)) {
            Kconfig kconfig = new Kconfig(tree);
            Configurations configurations = Objects.requireNonNull(kconfig.of(architecture));
            Symbols symbols = kconfig.read(architecture, architecture);
            List<Symbol> logical = symbols.all().stream().filter(Symbol::isLogical).toList();
            int unknown = 0;
            for (int i = 0; i < QUESTIONS; i++) {
                Condition question = new Condition.All(List.of(literal(logical, random), literal(logical, random)));
                Configurations.Outcome outcome = configurations.outcome(question);
                switch (outcome.answer()) {
                    case POSSIBLE -> check(question, outcome.options(), architecture, conf, symbols);
                    case IMPOSSIBLE -> {
                    }
                    case UNKNOWN -> unknown++;
                }
            }
            assertThat(unknown).as("questions without an answer, of %s", QUESTIONS).isLessThanOrEqualTo(QUESTIONS / 4);
        }
    }

    private static void check(Condition question, List<String> options, String architecture, ConfProgram conf,
            Symbols symbols) throws IOException, InterruptedException {
        assertThat(holds(question, conf.defaults(architecture, options), symbols))
                .as("%s with %s on %s", Condition.text(question), options, architecture).isTrue();
        for (String one : options.subList(0, Math.min(2, options.size()))) {
            List<String> fewer = new ArrayList<>(options);
            fewer.remove(one);
            assertThat(holds(question, conf.defaults(architecture, fewer), symbols))
                    .as("%s with %s without %s on %s", Condition.text(question), options, one, architecture)
                    .isFalse();
        }
    }

    private static Condition literal(List<Symbol> symbols, Random random) {
        Condition option = new Condition.Defined("CONFIG_" + symbols.get(random.nextInt(symbols.size())).name());
        return random.nextInt(4) == 0 ? new Condition.Not(option) : option;
    }

    private static boolean holds(Condition condition, Map<String, String> configuration, Symbols symbols) {
        Map<Symbol, Integer> user = asked(configuration, symbols);
        return new Wish(symbols).canHold(condition, new Calculation(symbols, user, new Answers()))
                && values(configuration, symbols)
                        .equals(values(new Calculation(symbols, user, new Answers()), symbols));
    }

    /** What of a configuration a user may have set. */
    private static Map<Symbol, Integer> asked(Map<String, String> configuration, Symbols symbols) {
        Map<Symbol, Integer> user = new HashMap<>();
        for (Symbol symbol : symbols.all()) {
            if (symbol.isLogical() && !symbol.prompts().isEmpty()) {
                user.put(symbol, Tristate.of(configuration.getOrDefault(symbol.name(), "n")));
            }
        }
        return user;
    }

    private static Map<String, Integer> values(Map<String, String> configuration, Symbols symbols) {
        Map<String, Integer> values = new HashMap<>();
        symbols.all().stream().filter(Symbol::isLogical).forEach(
                symbol -> values.put(symbol.name(), Tristate.of(configuration.getOrDefault(symbol.name(), "n"))));
        return values;
    }

    private static Map<String, Integer> values(Calculation calculation, Symbols symbols) {
        Map<String, Integer> values = new HashMap<>();
        symbols.all().stream().filter(Symbol::isLogical)
                .forEach(symbol -> values.put(symbol.name(), calculation.value(symbol)));
        return values;
    }

    private static void assertSame(Map<String, String> configuration, Calculation calculation, Symbols symbols) {
        List<String> different = new ArrayList<>();
        Map<String, Integer> theirs = values(configuration, symbols);
        values(calculation, symbols).forEach((name, value) -> {
            if (!value.equals(theirs.get(name))) {
                different.add(name + ": " + Tristate.text(value) + " instead of " + configuration.get(name));
            }
        });
        assertThat(different).isEmpty();
    }

    /** What the script that stands for the compiler cannot do. */
    private static final class Answers extends HashMap<String, Boolean> {
        private static final long serialVersionUID = 1;

        @Override
        public @Nullable Boolean get(@Nullable Object question) {
            return String.valueOf(question).matches(".*(has-stack-protector.sh|plugin-version).*") ? Boolean.FALSE
                    : null;
        }
    }

    /** Everything that Kconfig says about an architecture, as clauses. */
    private static final class Full {
        private final Symbols symbols;
        private final Solver solver = new Solver();
        private final Rules rules;

        Full(Symbols symbols) {
            this.symbols = symbols;
            this.rules = new Rules(symbols, solver, new Calculation(symbols, Map.of(), Map.of()));
            symbols.all().forEach(rules::state);
        }

        /** The first option that a configuration cannot have as it has it, after those before it; empty if there is none. */
        String contradiction(Map<String, String> configuration) {
            List<Symbol> all = symbols.all().stream().filter(Symbol::isLogical).toList();
            int enough = all.size() + 1;
            int fits = 0;
            while (enough - fits > 1) {
                int middle = enough > all.size() ? all.size() : (fits + enough) / 2;
                boolean possible = solver.solve(values(all.subList(0, middle), configuration),
                        1_000_000) == Solver.Answer.POSSIBLE;
                if (possible) {
                    fits = middle;
                } else {
                    enough = middle;
                }
            }
            return enough > all.size() ? "" : all.get(enough - 1).name();
        }

        private int[] values(List<Symbol> some, Map<String, String> configuration) {
            List<Integer> literals = new ArrayList<>();
            for (Symbol symbol : some) {
                int value = Tristate.of(configuration.getOrDefault(symbol.name(), "n"));
                Rules.Level level = rules.level(symbol);
                literals.add(value == Tristate.NO ? Solver.not(level.on()) : level.on());
                literals.add(value == Tristate.YES ? level.yes() : Solver.not(level.yes()));
            }
            return literals.stream().mapToInt(Integer::intValue).toArray();
        }
    }
}
