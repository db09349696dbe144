package org.lazymmu.cache;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes records and reads them again: components that are numbers, truth values, texts, enumerations, records, sealed
 * interfaces of records, lists, sorted sets and sorted maps; a component may be null.
 */
public final class Records {
    /** More than this in one list or text is not read: what was written is smaller. */
    private static final int MOST = 1 << 24;

    private Records() {
    }

    /** Writes a record. */
    public static void write(DataOutput out, Record value) throws IOException {
        writeRecord(out, value);
    }

    /** Reads a record that {@link #write} has written. */
    public static <T extends Record> T read(DataInput in, Class<T> type) throws IOException {
        return type.cast(readRecord(in, type));
    }

    private static void writeRecord(DataOutput out, Record value) throws IOException {
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                write(out, component.getAccessor().invoke(value), component.getGenericType());
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("cannot read " + component, e);
            }
        }
    }

    private static void write(DataOutput out, @Nullable Object value, Type type) throws IOException {
        out.writeBoolean(value != null);
        switch (value) {
            case null -> {
                // that is all
            }
            case Integer number -> out.writeInt(number);
            case Long number -> out.writeLong(number);
            case Boolean truth -> out.writeBoolean(truth);
            case String text -> {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
            case Enum<?> constant -> out.writeUTF(constant.name());
            case Record record -> {
                if (isSealed(type)) {
                    out.writeUTF(record.getClass().getSimpleName());
                }
                writeRecord(out, record);
            }
            case Collection<?> all -> {
                out.writeInt(all.size());
                for (Object one : all) {
                    write(out, one, argument(type, 0));
                }
            }
            case SortedMap<?, ?> map -> {
                out.writeInt(map.size());
                for (var entry : map.entrySet()) {
                    write(out, entry.getKey(), argument(type, 0));
                    write(out, entry.getValue(), argument(type, 1));
                }
            }
            default -> throw new IllegalArgumentException("not to be written: " + value.getClass());
        }
    }

    private static Type argument(Type type, int number) {
        return ((ParameterizedType) type).getActualTypeArguments()[number];
    }

    private static boolean isSealed(Type type) {
        return type instanceof Class<?> of && of.isInterface() && of.isSealed();
    }

    /** The record of a sealed interface that was written. */
    private static Class<?> permitted(DataInput in, Class<?> type) throws IOException {
        String name = in.readUTF();
        for (Class<?> one : type.getPermittedSubclasses()) {
            if (one.getSimpleName().equals(name)) {
                return one;
            }
        }
        throw new IOException("not what was written: " + name + " is no " + type.getSimpleName());
    }

    private static Object readRecord(DataInput in, Class<?> type) throws IOException {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable
        Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = read(in, components[i].getGenericType());
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IOException("not what was written: " + type.getSimpleName(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make " + type, e);
        }
    }

    private static @Nullable Object read(DataInput in, Type type) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        if (type instanceof ParameterizedType of) {
            return readMany(in, of);
        }
        Class<?> single = (Class<?>) type;
        if (single == int.class || single == Integer.class) {
            return in.readInt();
        }
        if (single == long.class || single == Long.class) {
            return in.readLong();
        }
        if (single == boolean.class || single == Boolean.class) {
            return in.readBoolean();
        }
        if (single == String.class) {
            byte[] bytes = new byte[size(in)];
            in.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
        if (single.isEnum()) {
            return constant(single, in.readUTF());
        }
        return readRecord(in, isSealed(single) ? permitted(in, single) : single);
    }

    private static Object constant(Class<?> type, String name) throws IOException {
        for (Object constant : type.getEnumConstants()) {
            if (constant instanceof Enum<?> one && one.name().equals(name)) {
                return constant;
            }
        }
        throw new IOException("not what was written: " + name + " is no " + type.getSimpleName());
    }

    private static Object readMany(DataInput in, ParameterizedType type) throws IOException {
        Type[] of = type.getActualTypeArguments();
        int size = size(in);
        if (type.getRawType() == SortedMap.class) {
            SortedMap<@Nullable Object, @Nullable Object> map = new TreeMap<>();
            for (int i = 0; i < size; i++) {
                map.put(read(in, of[0]), read(in, of[1]));
            }
            return map;
        }
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(read(in, of[0]));
        }
        if (type.getRawType() == SortedSet.class) {
            return new TreeSet<>(list);
        }
        return list;
    }

    private static int size(DataInput in) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > MOST) {
            throw new IOException("not what was written: " + size + " of something");
        }
        return size;
    }
}
