package org.lazymmu.c;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lazymmu.RealKernels;

/**
 * Mutated sources never make the parser throw, overflow or take long. A failure names the seed; run again with
 * {@code -Dlazymmu.fuzz.seed=…} to see it again, and {@code -Dlazymmu.fuzz.rounds=…} for more.
 */
class ParserFuzzTest {
    private static final int ROUNDS = Integer.getInteger("lazymmu.fuzz.rounds", 300);
    private static final long SLOW_MILLIS = 10_000;

    private static long seed() {
        return Long.getLong("lazymmu.fuzz.seed", System.nanoTime());
    }

    private static final String[] WORDS = { "{", "}", "(", ")", "[", "]", ";", ",", "#if A\n", "\n#else\n",
            "\n#endif\n", "\"", "'",
            "/*", "*/", "//", "\\\n", "if", "else", "for", "while", "do", "switch", "case", "struct", "int", "*", "=",
            ":", "?", "##",
            "#define X(a) ", "\n", "asm", "goto", "return", "sizeof", "typeof", "__attribute__", "({", "})", ".", "->",
            "\0" };

    private static String mutate(String text, Random random) {
        StringBuilder result = new StringBuilder(text);
        int changes = 1 + random.nextInt(12);
        for (int i = 0; i < changes && !result.isEmpty(); i++) {
            int at = random.nextInt(result.length());
            int size = Math.min(result.length() - at, 1 + random.nextInt(random.nextBoolean() ? 3 : 200));
            switch (random.nextInt(7)) {
                case 0 -> result.delete(at, at + size);
                case 1 -> result.insert(at, result.substring(at, at + size));
                case 2 -> result.setCharAt(at, (char) (result.charAt(at) ^ 1 << random.nextInt(8)));
                case 3 -> result.insert(at, WORDS[random.nextInt(WORDS.length)]);
                case 4 -> {
                    String moved = result.substring(at, at + size);
                    result.delete(at, at + size);
                    result.insert(random.nextInt(result.length() + 1), moved);
                }
                case 5 -> result.insert(at, WORDS[random.nextInt(WORDS.length)].repeat(1 + random.nextInt(50)));
                default -> {
                    if (random.nextInt(4) == 0) {
                        result.setLength(at);
                    }
                }
            }
        }
        return result.toString();
    }

    private static void fuzz(List<String> texts, int rounds) {
        long seed = seed();
        System.out.println("fuzz seed " + seed);
        for (int round = 0; round < rounds; round++) {
            Random random = new Random(seed + round);
            String text = mutate(texts.get(random.nextInt(texts.size())), random);
            long begin = System.nanoTime();
            try {
                HostileInputTest.parseAll(text);
            } catch (RuntimeException | StackOverflowError e) {
                fail("seed " + (seed + round) + " makes the parser throw", e);
            }
            long millis = (System.nanoTime() - begin) / 1_000_000;
            assertThat(millis).as("milliseconds for seed %d", seed + round).isLessThan(SLOW_MILLIS);
        }
    }

    @Test
    void mutatedIdiomsAreReadInTheEnd() throws IOException {
        fuzz(List.of(IdiomTest.idioms()), ROUNDS);
    }

    @Test
    @Tag("kernels")
    void mutatedKernelFilesAreReadInTheEnd() throws IOException {
        Path root = RealKernels.tree("6.12");
        List<String> texts = new ArrayList<>();
        for (String path : List.of("mm/madvise.c", "mm/mprotect.c", "mm/vmscan.c", "fs/proc/task_mmu.c",
                "kernel/exit.c",
                "arch/x86/kernel/ptrace.c", "include/linux/pgtable.h", "include/linux/page-flags.h", "net/core/sock.c",
                "arch/powerpc/mm/book3s64/hash_tlb.c", "lib/zstd/compress/zstd_compress.c", "kernel/bpf/core.c")) {
            texts.add(Files.readString(root.resolve(path), StandardCharsets.ISO_8859_1));
        }
        fuzz(texts, ROUNDS * 2);
    }
}
