package org.lazymmu.flow;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.Body;
import org.lazymmu.c.CFile;
import org.lazymmu.c.CSource;

/** A loaded source file with its definitions by name; parsed bodies are kept. Safe to use from several threads. */
public final class Unit {
    private final int number;
    private final CSource source;
    private final Map<String, List<Definition>> definitions = new HashMap<>();
    private final Map<String, CFile.FileVariable> variables = new HashMap<>();
    private final Map<Definition, Body> bodies = new ConcurrentHashMap<>();
    private final Map<CSource.Use, Map<Definition, List<String>>> identifiers = new EnumMap<>(CSource.Use.class);
    private final Set<Definition> lookedAt = ConcurrentHashMap.newKeySet();

    Unit(int number, CSource source) {
        this.number = number;
        this.source = source;
        for (CSource.Use use : CSource.Use.values()) {
            identifiers.put(use, new ConcurrentHashMap<>());
        }
        for (CFile.Function function : source.file().functions()) {
            add(new Definition.Function(this, function));
        }
        for (CFile.Macro macro : source.file().macros()) {
            add(new Definition.Macro(this, macro));
        }
        for (CFile.FileVariable variable : source.file().variables()) {
            variables.putIfAbsent(variable.name(), variable);
        }
    }

    private void add(Definition definition) {
        definitions.computeIfAbsent(definition.name(), name -> new ArrayList<>(1)).add(definition);
    }

    public int number() {
        return number;
    }

    public String path() {
        return source.file().path();
    }

    public CFile file() {
        return source.file();
    }

    public boolean isHeader() {
        return path().endsWith(".h");
    }

    public int line(int offset) {
        return source.file().lines().line(offset);
    }

    /** The definitions of a name in this file, in order. */
    public List<Definition> definitions(String name) {
        return definitions.getOrDefault(name, List.of());
    }

    /** The initialised variable of that name at file level, or null. */
    public CFile.@Nullable FileVariable variable(String name) {
        return variables.get(name);
    }

    /** The bodies parsed so far. */
    public Map<Definition, Body> parsed() {
        return Map.copyOf(bodies);
    }

    /** The definitions of which more was asked than where they are. */
    Set<Definition> lookedAt() {
        return lookedAt;
    }

    /** Takes all definitions for looked at. */
    public void lookAtAll() {
        definitions.values().forEach(lookedAt::addAll);
    }

    Body body(Definition definition) {
        lookedAt.add(definition);
        return bodies.computeIfAbsent(definition, key -> switch (key) {
            case Definition.Function(Unit unit, CFile.Function function) -> source.body(function);
            case Definition.Macro(Unit unit, CFile.Macro macro) -> source.body(macro);
        });
    }

    List<String> identifiers(Definition definition) {
        return identifiers(definition, CSource.Use.ANY);
    }

    /** The names in a definition that are used in a way. */
    public List<String> identifiers(Definition definition, CSource.Use use) {
        lookedAt.add(definition);
        return Objects.requireNonNull(identifiers.get(use)).computeIfAbsent(definition, key -> switch (key) {
            case Definition.Function(Unit unit, CFile.Function function) -> source.identifiers(function, use);
            case Definition.Macro(Unit unit, CFile.Macro macro) -> source.identifiers(macro, use);
        });
    }

    /** The names of structures of this file with a member of that name that may point to a function. */
    Set<String> structuresWith(String member) {
        return source.structuresWith(member);
    }

    /** The functions and macros that mention a name. */
    public List<Definition> mentioning(String name) {
        return definitions.values().stream().flatMap(List::stream)
                .filter(definition -> identifiers(definition).contains(name)).toList();
    }
}
