package org.lazymmu.flow;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lazymmu.c.CSource;
import org.lazymmu.c.NameIndex;

/**
 * Which of the definitions that were looked at may depend on which names, by the names alone: what a definition is found to do
 * follows from its text, and from what the names in it stand for. Never too small; views and places of definitions are not told
 * apart.
 */
public final class Reach {
    /** More than this is not read: what was written is smaller. */
    private static final int MOST = 1 << 24;

    /** What a name stands for: the names in it, and those of them that lead further. */
    private record Node(List<String> names, List<String> ways) {
    }

    private final Map<String, Node> nodes;

    private Reach(Map<String, Node> nodes) {
        this.nodes = nodes;
    }

    /**
     * Of everything that has been looked at up to now.
     *
     * @param index which files may define a name
     */
    public static Reach of(Library library, NameIndex index) {
        Map<String, Set<String>> names = new TreeMap<>();
        Map<String, Set<String>> ways = new HashMap<>();
        Map<String, Boolean> leading = new HashMap<>();
        for (Unit unit : library.loaded()) {
            for (Definition definition : unit.lookedAt()) {
                names.computeIfAbsent(definition.name(), name -> new TreeSet<>()).addAll(definition.identifiers());
                Set<String> further = ways.computeIfAbsent(definition.name(), name -> new TreeSet<>());
                further.addAll(unit.identifiers(definition, CSource.Use.CALLED));
                unit.identifiers(definition, CSource.Use.BARE).stream()
                        .filter(name -> !unit.definitions(name).isEmpty()
                                || leading.computeIfAbsent(name, bare -> leads(bare, index)))
                        .forEach(further::add);
            }
        }
        Map<String, Node> nodes = new TreeMap<>();
        names.forEach((name, used) -> nodes.put(name, new Node(List.copyOf(used),
                ways.getOrDefault(name, Set.of()).stream().filter(names::containsKey).toList())));
        return new Reach(nodes);
    }

    /** Whether a name that is used without a call may lead to a definition in another file, as {@link View#resolveBare} has it. */
    private static boolean leads(String name, NameIndex index) {
        List<NameIndex.Definer> definers = index.definers(name, NameIndex.FUNCTION | NameIndex.ALIAS_MACRO);
        return !name.equals(name.toUpperCase(Locale.ROOT)) && (definers.size() == 1
                || definers.stream().anyMatch(definer -> (definer.kinds() & NameIndex.ALIAS_MACRO) != 0));
    }

    /** The names of definitions that may depend on what some names stand for, with these. */
    public Set<String> dependents(Collection<String> changed) {
        Set<String> result = new HashSet<>(changed);
        List<Map.Entry<String, Node>> rest = new ArrayList<>();
        for (Map.Entry<String, Node> entry : nodes.entrySet()) {
            if (entry.getValue().names().stream().anyMatch(changed::contains)) {
                result.add(entry.getKey());
            } else {
                rest.add(entry);
            }
        }
        while (rest.removeIf(entry -> entry.getValue().ways().stream().anyMatch(result::contains)
                && result.add(entry.getKey()))) {
            // until no more of them do
        }
        return result;
    }

    /** Writes it. */
    public void write(DataOutputStream out) throws IOException {
        Map<String, Integer> numbers = new HashMap<>();
        List<String> all = new ArrayList<>();
        nodes.forEach((name, node) -> {
            number(name, numbers, all);
            node.names().forEach(one -> number(one, numbers, all));
        });
        out.writeInt(all.size());
        for (String name : all) {
            out.writeUTF(name);
        }
        out.writeInt(nodes.size());
        for (Map.Entry<String, Node> entry : nodes.entrySet()) {
            out.writeInt(number(entry.getKey(), numbers, all));
            for (List<String> part : List.of(entry.getValue().names(), entry.getValue().ways())) {
                out.writeInt(part.size());
                for (String name : part) {
                    out.writeInt(number(name, numbers, all));
                }
            }
        }
    }

    private static int number(String name, Map<String, Integer> numbers, List<String> all) {
        Integer known = numbers.putIfAbsent(name, all.size());
        if (known == null) {
            all.add(name);
        }
        return known == null ? all.size() - 1 : known;
    }

    /** Reads what {@link #write} has written. */
    public static Reach read(DataInputStream in) throws IOException {
        String[] all = new String[size(in)];
        for (int i = 0; i < all.length; i++) {
            all[i] = in.readUTF();
        }
        Map<String, Node> nodes = new TreeMap<>();
        for (int left = size(in); left > 0; left--) {
            String name = name(in, all);
            nodes.put(name, new Node(names(in, all), names(in, all)));
        }
        return new Reach(nodes);
    }

    private static List<String> names(DataInputStream in, String[] all) throws IOException {
        String[] names = new String[size(in)];
        for (int i = 0; i < names.length; i++) {
            names[i] = name(in, all);
        }
        return List.of(names);
    }

    private static String name(DataInputStream in, String[] all) throws IOException {
        int number = in.readInt();
        if (number < 0 || number >= all.length) {
            throw new IOException("not what was written: name " + number + " of " + all.length);
        }
        return all[number];
    }

    private static int size(DataInputStream in) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > MOST) {
            throw new IOException("not what was written: " + size + " of something");
        }
        return size;
    }
}
