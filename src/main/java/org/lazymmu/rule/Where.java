package org.lazymmu.rule;

import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Library;

/**
 * Which definition: it can be kept longer than its tree.
 *
 * @param file path of its file
 * @param at   offset in it
 */
record Where(String file, int at, String name) implements Comparable<Where> {
    static Where of(Definition definition) {
        return new Where(definition.unit().path(), definition.at(), definition.name());
    }

    /** The definition, in a tree that has it. */
    Definition in(Library library) {
        return library.unit(library.tree().find(file)).definitions(name).stream()
                .filter(definition -> definition.at() == at).findFirst().orElseThrow();
    }

    /** A text for a function by its file and name, wherever in the file it is. */
    static String mark(String file, String name) {
        return file + ":" + name;
    }

    String mark() {
        return mark(file, name);
    }

    @Override
    public int compareTo(Where other) {
        int files = file.compareTo(other.file);
        return files != 0 ? files : Integer.compare(at, other.at);
    }
}
