package org.lazymmu.c;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** An index that was brought up to date is the one that a scan of the changed tree gives. */
class ChangedIndexTest {
    private static final List<String> WORDS = List.of("lazy_mmu", "apply_to_page_range");
    private static final List<String> PATHS = List.of("include/a.h", "mm/a.c", "mm/b.c", "mm/b.h", "mm/included.c",
            "net/included.c");
    private static final List<String> NAMES = List.of("f", "g", "h", "F", "lazy_mmu_f", "apply_to_page_range");
    private static final List<String> PIECES = List.of("int f(void)\n{\n}\n", "static int g(void)\n{\n}\n",
            "static int f(void)\n{\n}\n", "#define h(x) g(x)\n", "#define F f\n", "#define f\n",
            "#include \"included.c\"\n", "#include \"../net/included.c\"\n", "int lazy_mmu_f(void)\n{\n\tg();\n}\n",
            "int x(void)\n{\n\tapply_to_page_range();\n}\n", "DEFINE_GUARD(h, int)\n");

    private static NameIndex scan(List<String> texts) {
        return NameIndex.scan(tree(texts), WORDS, 1, done -> {
        });
    }

    private static TinyTree tree(List<String> texts) {
        List<String> both = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            both.add(PATHS.get(i));
            both.add(texts.get(i));
        }
        return TinyTree.of(both.toArray(String[]::new));
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int pieces = random.nextInt(4); pieces > 0; pieces--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return random.nextInt(20) == 0 ? "<unreadable>" : text.toString();
    }

    private static void assertSame(NameIndex index, List<String> texts, String what) {
        NameIndex fresh = scan(texts);
        for (String name : NAMES) {
            assertThat(index.definers(name)).as("%s in %s", name, what).isEqualTo(fresh.definers(name));
        }
        for (String word : WORDS) {
            assertThat(index.mentions(word)).as("%s in %s", word, what).isEqualTo(fresh.mentions(word));
        }
        assertThat(index.losses()).as(what).containsExactlyInAnyOrderElementsOf(Set.copyOf(fresh.losses()));
    }

    @Test
    void itIsTheIndexOfTheChangedTree() {
        long seed = Long.getLong("index.seed", 1);
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            List<String> before = new ArrayList<>();
            PATHS.forEach(path -> before.add(text(random)));
            List<String> after = edited(random, before);
            List<String> later = edited(random, after);
            NameIndex changed = scan(before).changed(tree(after), touched(before, after));
            String what = "-Dindex.seed=" + seed + ", round " + round + ": " + before + " → " + after;
            assertSame(changed, after, what);
            assertSame(changed.changed(tree(later), touched(after, later)), later, what + " → " + later);
        }
    }

    private static List<String> edited(Random random, List<String> texts) {
        List<String> edited = new ArrayList<>(texts);
        edited.replaceAll(text -> random.nextInt(3) == 0 ? text(random) : text);
        return edited;
    }

    private static SortedSet<Integer> touched(List<String> before, List<String> after) {
        SortedSet<Integer> touched = new TreeSet<>();
        for (int file = 0; file < before.size(); file++) {
            if (!before.get(file).equals(after.get(file))) {
                touched.add(file);
            }
        }
        return touched;
    }
}
