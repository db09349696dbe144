package org.lazymmu.cli;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The commands of a group. Only the one that is asked for is made: to make them all takes longer than many of them run. */
final class Commands {
    private final Map<String, Supplier<Object>> all = new LinkedHashMap<>();

    Commands with(String name, Supplier<Object> command) {
        all.put(name, command);
        return this;
    }

    /** Hangs into a line what its arguments name, or everything if they name nothing. */
    void hangInto(CommandLine line, List<String> arguments) {
        Supplier<Object> named = arguments.isEmpty() ? null : all.get(arguments.getFirst());
        Collection<Supplier<Object>> needed = named == null ? all.values() : List.of(named);
        needed.forEach(command -> line.addSubcommand(command.get()));
    }
}
