package org.lazymmu.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordsTest {
    enum Colour {
        RED, GREEN {
            @Override
            public String toString() {
                return "a constant with a class of its own";
            }
        }
    }

    record Inner(String text, long number) {
    }

    record Outer(int number, boolean truth, Colour colour, List<Inner> inner, SortedMap<String, Inner> map,
            SortedSet<String> set, @Nullable Inner maybe) {
    }

    private static <T extends Record> T copy(T value, Class<T> type) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Records.write(new DataOutputStream(bytes), value);
        return Records.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), type);
    }

    private static Outer outer(@Nullable Inner maybe) {
        return new Outer(-7, true, Colour.GREEN, List.of(new Inner("ä\0\uD83D\uDE00", Long.MIN_VALUE)),
                new TreeMap<>(java.util.Map.of("key", new Inner("", 1))), new TreeSet<>(List.of("b", "a")), maybe);
    }

    @Test
    void readsWhatWasWritten() throws IOException {
        assertThat(copy(outer(new Inner("x".repeat(100_000), 3)), Outer.class))
                .isEqualTo(outer(new Inner("x".repeat(100_000), 3)));
        assertThat(copy(outer(null), Outer.class)).isEqualTo(outer(null));
    }

    @Test
    void refusesWhatWasNotWritten() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Records.write(new DataOutputStream(bytes), outer(null));
        for (int length = 0; length < bytes.size(); length++) {
            byte[] cut = java.util.Arrays.copyOf(bytes.toByteArray(), length);
            assertThatThrownBy(
                    () -> Records.read(new DataInputStream(new ByteArrayInputStream(cut)), Outer.class))
                    .as("after %d bytes", length).isInstanceOf(IOException.class);
        }
    }

    @Test
    void refusesListsOfAnImpossibleLength() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Records.write(new DataOutputStream(bytes), new Inner("a", 1));
        byte[] long1 = bytes.toByteArray();
        long1[1] = 0x7f;
        assertThatThrownBy(() -> Records.read(new DataInputStream(new ByteArrayInputStream(long1)), Inner.class))
                .isInstanceOf(IOException.class);
    }
}
