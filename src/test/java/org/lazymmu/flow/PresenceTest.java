package org.lazymmu.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Presence conditions against truth tables: all functions of three options, a bit of an int for each assignment. */
class PresenceTest {
    private static final List<String> OPTIONS = List.of("A", "B", "C");
    private static final int FUNCTIONS = 256;
    private static final int ASSIGNMENTS = 8;

    private final Presence presence = new Presence();

    /** The function of a truth table, as a disjunction of the assignments in which it is true. */
    private static int function(Presence in, int table) {
        int result = Presence.NEVER;
        for (int assignment = 0; assignment < ASSIGNMENTS; assignment++) {
            if ((table >> assignment & 1) != 0) {
                result = in.or(result, assignment(in, assignment));
            }
        }
        return result;
    }

    private static int assignment(Presence in, int assignment) {
        int result = Presence.ALWAYS;
        for (int i = 0; i < OPTIONS.size(); i++) {
            int option = in.option(OPTIONS.get(i));
            result = in.and(result, (assignment >> i & 1) != 0 ? option : in.not(option));
        }
        return result;
    }

    /** The same function as a conjunction of what excludes the assignments in which it is false. */
    private static int functionByExclusion(Presence in, int table) {
        int result = Presence.ALWAYS;
        for (int assignment = ASSIGNMENTS - 1; assignment >= 0; assignment--) {
            if ((table >> assignment & 1) == 0) {
                result = in.and(result, in.not(assignment(in, assignment)));
            }
        }
        return result;
    }

    @Test
    void equalFunctionsAreEqualNumbers() {
        for (int table = 0; table < FUNCTIONS; table++) {
            assertThat(functionByExclusion(presence, table)).as("table %d", table).isEqualTo(function(presence, table));
        }
    }

    @Test
    void differentFunctionsAreDifferentNumbers() {
        Set<Integer> numbers = new HashSet<>();
        for (int table = 0; table < FUNCTIONS; table++) {
            numbers.add(function(presence, table));
        }
        assertThat(numbers).hasSize(FUNCTIONS);
    }

    @Test
    void theConstantsAreNeverAndAlways() {
        assertThat(function(presence, 0)).isEqualTo(Presence.NEVER);
        assertThat(function(presence, FUNCTIONS - 1)).isEqualTo(Presence.ALWAYS);
    }

    @Test
    void operationsAreThoseOnTruthTables() {
        for (int a = 0; a < FUNCTIONS; a++) {
            assertThat(presence.not(function(presence, a))).isEqualTo(function(presence, ~a & FUNCTIONS - 1));
            for (int b = 0; b < FUNCTIONS; b++) {
                assertThat(presence.and(function(presence, a), function(presence, b)))
                        .isEqualTo(function(presence, a & b));
                assertThat(presence.or(function(presence, a), function(presence, b)))
                        .isEqualTo(function(presence, a | b));
            }
        }
    }

    @Test
    void oneConditionImpliesAnotherWhenEveryAssignmentDoes() {
        for (int a = 0; a < FUNCTIONS; a++) {
            for (int b = 0; b < FUNCTIONS; b++) {
                assertThat(presence.implies(function(presence, a), function(presence, b)))
                        .isEqualTo((a & ~b) == 0);
            }
        }
    }

    @Test
    void aContradictionIsNever() {
        int smp = presence.option("CONFIG_SMP");
        int numa = presence.option("CONFIG_NUMA");
        int needs = presence.or(presence.not(numa), smp);
        assertThat(presence.and(presence.and(needs, numa), presence.not(smp))).isEqualTo(Presence.NEVER);
    }

    @Test
    void anOptionIsTheSameEachTimeItIsAskedFor() {
        assertThat(presence.option("CONFIG_SMP")).isEqualTo(presence.option("CONFIG_SMP"))
                .isNotEqualTo(presence.option("CONFIG_NUMA"));
    }

    // --- as text

    @Test
    void constantsAsText() {
        assertThat(presence.text(Presence.ALWAYS)).isEmpty();
        assertThat(presence.text(Presence.NEVER)).isEqualTo("0");
    }

    @Test
    void aConditionIsWrittenInTheOrderOfNames() {
        int z = presence.option("CONFIG_Z");
        int a = presence.option("CONFIG_A");
        assertThat(presence.text(presence.and(z, presence.not(a)))).isEqualTo("!CONFIG_A && CONFIG_Z");
        assertThat(presence.text(presence.or(z, a))).isEqualTo("CONFIG_A || CONFIG_Z");
    }

    @Test
    void conjunctionsInADisjunctionAreInParentheses() {
        int a = presence.option("A");
        int b = presence.option("B");
        int c = presence.option("C");
        assertThat(presence.text(presence.or(presence.and(a, b), c))).isEqualTo("(A && B) || C");
    }

    /** A side of an {@code #else} after an {@code #elif}: what is excluded anyway is not repeated. */
    @Test
    void whatFollowsIsNotWritten() {
        int a = presence.option("A");
        int b = presence.option("B");
        int elseIf = presence.and(presence.not(a), b);
        assertThat(presence.text(presence.or(a, elseIf))).isEqualTo("A || B");
    }

    @Test
    void aTextMeansItsCondition() {
        for (int table = 1; table < FUNCTIONS - 1; table++) {
            int condition = function(presence, table);
            assertThat(meaning(presence, products(presence.text(condition)))).as(presence.text(condition))
                    .isEqualTo(condition);
        }
    }

    @Test
    void noPartOfATextCanBeLeftOut() {
        List<String> redundant = new ArrayList<>();
        for (int table = 1; table < FUNCTIONS - 1; table++) {
            int condition = function(presence, table);
            String text = presence.text(condition);
            for (List<List<String>> shorter : shortened(products(text))) {
                if (meaning(presence, shorter) == condition) {
                    redundant.add(text + " is also " + shorter);
                }
            }
        }
        assertThat(redundant).isEmpty();
    }

    /** A view meets options in whatever order its files come; reports of views are joined by their texts. */
    @Test
    void aTextDoesNotDependOnWhichOptionWasMetFirst() {
        Presence reversed = new Presence();
        OPTIONS.reversed().forEach(reversed::option);
        OPTIONS.forEach(presence::option);
        List<String> different = new ArrayList<>();
        for (int table = 0; table < FUNCTIONS; table++) {
            String here = presence.text(function(presence, table));
            String there = reversed.text(function(reversed, table));
            if (!here.equals(there)) {
                different.add(here + " / " + there);
            }
        }
        assertThat(different).isEmpty();
    }

    private static List<List<String>> products(String text) {
        List<List<String>> products = new ArrayList<>();
        for (String product : text.split(" \\|\\| ")) {
            products.add(List.of(product.replaceAll("[()]", "").split(" && ")));
        }
        return products;
    }

    private static int meaning(Presence in, List<List<String>> products) {
        int any = Presence.NEVER;
        for (List<String> product : products) {
            int all = Presence.ALWAYS;
            for (String literal : product) {
                int option = in.option(literal.replace("!", ""));
                all = in.and(all, literal.startsWith("!") ? in.not(option) : option);
            }
            any = in.or(any, all);
        }
        return any;
    }

    /** All ways to leave out one product, or one literal of a product. */
    private static List<List<List<String>>> shortened(List<List<String>> products) {
        List<List<List<String>>> result = new ArrayList<>();
        for (int i = 0; i < products.size(); i++) {
            List<List<String>> without = new ArrayList<>(products);
            List<String> product = without.remove(i);
            result.add(without);
            for (String literal : product) {
                List<List<String>> weaker = new ArrayList<>(without);
                weaker.add(product.stream().filter(other -> !other.equals(literal)).toList());
                result.add(weaker);
            }
        }
        return result;
    }

    // --- size

    @Test
    void aConditionOverManyOptionsStaysSmall() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            int all = Presence.ALWAYS;
            int any = Presence.NEVER;
            for (int i = 0; i < 500; i++) {
                int option = presence.option("CONFIG_" + i);
                all = presence.and(all, option);
                any = presence.or(any, option);
            }
            assertThat(presence.implies(all, any)).isTrue();
            assertThat(presence.implies(any, all)).isFalse();
        });
    }
}
