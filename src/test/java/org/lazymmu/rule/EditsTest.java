package org.lazymmu.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.lazymmu.finding.Place;
import org.lazymmu.source.TextTree;

/** What of two texts of a file counts as different, and where the rest of it went. */
class EditsTest {
    private static final String PATH = "mm/some.c";
    private static final String TWO = """
            static int one(int a)
            {
            	return a;
            }

            static int two(int a)
            {
            	return one(a);
            }
            """;

    private static Edits edits(String before, String after) {
        return Edits.between(new TextTree("before", Map.of(PATH, before)), new TextTree("after", Map.of(PATH, after)),
                new TreeSet<>(List.of(0)));
    }

    private static Edits.Seen seen(String before, String after) {
        return edits(before, after).in("x86");
    }

    private static Optional<Place> moved(Edits edits, Place place) {
        return whole(edits.moving(), moving -> moving.moved(place));
    }

    private static Optional<Where> moved(Edits edits, Where where) {
        return whole(edits.moving(), moving -> moving.moved(where));
    }

    private static <T> Optional<T> whole(Edits.Moving moving, Function<Edits.Moving, T> what) {
        T there = what.apply(moving);
        return moving.isWhole() ? Optional.of(there) : Optional.empty();
    }

    @Test
    void aChangedBodyIsTheOnlyThingThatDiffers() {
        Edits.Seen seen = seen(TWO, TWO.replace("return a;", "might_sleep();\n\treturn a;"));
        assertThat(seen.names()).containsExactly("one");
        assertThat(seen.everything()).isFalse();
    }

    @Test
    void whatStandsBelowMovesWithItsLines() {
        Edits edits = edits(TWO, "\n\n" + TWO.replace("return a;", "might_sleep();\n\treturn a;"));
        assertThat(moved(edits, new Place(PATH, 8, 9))).contains(new Place(PATH, 11, 9));
        assertThat(moved(edits, new Place(PATH, 3, 9))).isEmpty();
        assertThat(moved(edits, new Place("mm/other.c", 3, 9))).contains(new Place("mm/other.c", 3, 9));
        int two = TWO.indexOf("two");
        assertThat(moved(edits, new Where(PATH, two, "two")))
                .contains(new Where(PATH, two + 2 + "might_sleep();\n\t".length(), "two"));
    }

    @Test
    void anotherConditionOrHeadIsAnotherDefinition() {
        assertThat(seen(TWO, "#ifdef CONFIG_A\n" + TWO + "#endif\n").names()).containsExactlyInAnyOrder("one", "two");
        assertThat(seen(TWO, TWO.replace("static int two", "int two")).names()).containsExactly("two");
    }

    @Test
    void commentsAndPrototypesAtFileLevelAreNothing() {
        Edits.Seen seen = seen(TWO, "/* told */\n#include <linux/mm.h>\nint two(int a);\n" + TWO);
        assertThat(seen.names()).isEmpty();
        assertThat(seen.everything()).isFalse();
    }

    @Test
    void aTableNamesWhatItIsAndWhatIsInIt() {
        Edits.Seen seen = seen(TWO, TWO + "static const struct ops table = { .call = two };\n");
        assertThat(seen.names()).contains("table", "call", "two");
        assertThat(seen.everything()).isFalse();
    }

    @Test
    void whoDependsOnAStructureOrATypeCannotBeTold() {
        assertThat(seen(TWO, "struct some {\n\tint (*call)(int);\n};\n" + TWO).everything()).isTrue();
        assertThat(seen(TWO, "typedef int some_t;\n" + TWO).everything()).isTrue();
    }

    @Test
    void whatIsStoredInAMemberIsAskedByTheMember() {
        assertThat(seen(TWO, TWO.replace("return a;", "table->call = two;\n\treturn a;")).names())
                .containsExactlyInAnyOrder("one", "call");
    }

    @Test
    void oneThatIsMentionedOnlyOnOneSideIsConcerned() {
        Edits edits = edits(TWO, TWO + "/* three */\n");
        assertThat(edits.concern("three")).isTrue();
        assertThat(edits.concern("two")).isFalse();
    }
}
