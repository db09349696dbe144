package org.lazymmu.c;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the light scan of one file found: it follows from the file's content alone, and from {@link Scanned} and the words that were
 * sought.
 *
 * @param names     hashes of the names that it may define, in order of discovery
 * @param kinds     as what, for each
 * @param included  sources that it includes
 * @param mentioned numbers of the words that occur in it, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // hundreds of thousands of numbers, never changed
record FileFacts(long[] names, byte[] kinds, List<String> included, int[] mentioned) {
    private static final int MOST_OF_OTHERS = 1 << 16;

    /** How a file is looked at. */
    enum Scanned {
        /** A source: its static functions are nobody else's. */
        SOURCE,
        /** A header. */
        HEADER,
        /** A source that another file includes, whose static functions are the other's, too. */
        INCLUDED;

        /** What stands for it where facts are kept. */
        char letter() {
            return name().charAt(0);
        }

        static Scanned of(int letter) throws IOException {
            for (Scanned as : values()) {
                if (as.letter() == letter) {
                    return as;
                }
            }
            throw new IOException("not facts of a file: looked at as " + letter);
        }
    }

    /** The facts known of the files of one tree. Safe to use from several threads. */
    interface Known {
        /** Nothing is known and nothing kept. */
        Known NOTHING = new Known() {
            @Override
            public @Nullable FileFacts of(int file, Scanned as) {
                return null;
            }

            @Override
            public void learn(int file, Scanned as, FileFacts facts) {
                // forgotten
            }
        };

        @Nullable
        FileFacts of(int file, Scanned as);

        void learn(int file, Scanned as, FileFacts facts);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(mentioned.length);
        for (int word : mentioned) {
            out.writeInt(word);
        }
        out.writeInt(included.size());
        for (String name : included) {
            out.writeUTF(name);
        }
        out.writeInt(names.length);
        for (int i = 0; i < names.length; i++) {
            out.writeLong(names[i]);
            out.writeByte(kinds[i]);
        }
    }

    static FileFacts read(DataInput in) throws IOException {
        int[] mentioned = new int[bounded(in.readInt(), MOST_OF_OTHERS)];
        for (int i = 0; i < mentioned.length; i++) {
            mentioned[i] = in.readInt();
        }
        List<String> included = new ArrayList<>();
        for (int i = bounded(in.readInt(), MOST_OF_OTHERS); i > 0; i--) {
            included.add(in.readUTF());
        }
        int size = bounded(in.readInt(), NameLog.MAX_PER_FILE + 2);
        long[] names = new long[size];
        byte[] kinds = new byte[size];
        for (int i = 0; i < size; i++) {
            names[i] = in.readLong();
            kinds[i] = in.readByte();
        }
        return new FileFacts(names, kinds, List.copyOf(included), mentioned);
    }

    private static int bounded(int size, int most) throws IOException {
        if (size < 0 || size > most) {
            throw new IOException("not facts of a file: " + size + " of something");
        }
        return size;
    }
}
