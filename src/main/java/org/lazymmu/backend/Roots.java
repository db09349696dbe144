package org.lazymmu.backend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lazymmu.c.CFile;
import org.lazymmu.c.CallWalk;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Presence;
import org.lazymmu.kernel.Table;

/** What generic code and the scheduler call of an implementation, and with what. */
final class Roots {
    /** Roles, names and sources, and of what changes PTEs what it is given. */
    static final List<List<String>> ROWS = Table.rows(Roots.class, "roots.tsv");

    /** What generic code gives each function, by the usual names of parameters. */
    private static final Map<String, List<String>> GIVEN = ROWS.stream()
            .filter(row -> row.size() > 3)
            .collect(Collectors.toMap(row -> row.get(1), row -> List.of(row.get(3).split(" "))));

    private final Hooks hooks;
    private final Bench bench;
    private final Definition enter;
    private final int presence;

    /**
     * @param enter the hook that enters the mode
     * @param presence the configurations in which there are hooks
     */
    Roots(Hooks hooks, Definition enter, int presence) {
        this.hooks = hooks;
        this.bench = hooks.bench();
        this.enter = enter;
        this.presence = presence;
    }

    /** The definition of a name that belongs to the implementation most likely: near the hooks, and using their state. */
    Optional<Definition> nearest(String name) {
        Presence conditions = bench.view().presence();
        return hooks.definitions(name).stream().flatMap(this::meant)
                .filter(definition -> conditions.and(bench.view().presenceOf(definition.condition()),
                        presence) != Presence.NEVER)
                .min(Comparator.comparing((Definition definition) -> !bench.mentions(definition.unit()))
                        .thenComparingInt(definition -> -shared(definition.unit().path(), enter.unit().path()))
                        .thenComparing(definition -> !bench.concerns(definition)));
    }

    /** What another name is defined as, {@code #define set_pte __set_pte}, or else the definition itself. */
    private Stream<Definition> meant(Definition definition) {
        boolean alias = definition instanceof Definition.Macro macro && macro.macro().parameters() == null
                && definition.identifiers().size() == 1;
        return alias ? hooks.definitions(definition.identifiers().getFirst()).stream()
                .filter(target -> !target.equals(definition)) : Stream.of(definition);
    }

    private static int shared(String first, String second) {
        int length = 0;
        while (length < Math.min(first.length(), second.length()) && first.charAt(length) == second.charAt(length)) {
            length++;
        }
        return first.lastIndexOf('/', length);
    }

    /** A primitive, or where it enters the mode by itself those that it calls in between. */
    List<Definition> withoutRegions(Definition primitive) {
        if (!primitive.identifiers().contains(enter.name())) {
            return List.of(primitive);
        }
        List<Definition> within = new ArrayList<>();
        CallWalk.visit(primitive.body().block(), (call, condition) -> {
            String name = call.name();
            if (name != null) {
                bench.callees(name, primitive.unit(), presence).stream().filter(Roots::takesPte)
                        .forEach(within::add);
            }
        });
        return within;
    }

    private static boolean takesPte(Definition definition) {
        return definition instanceof Definition.Function function
                && function.function().parameters().stream().anyMatch(p -> p.type().contains("pte_t *"));
    }

    /** What the parameters of a primitive mean. */
    record Given(Datum pointer, Datum address, Datum value, Datum mm) {
        /** Cells of what is pointed to. */
        Map<String, Datum> memory() {
            return new TreeMap<>(Map.of("vma.vm_mm", mm));
        }
    }

    /**
     * Arguments made up from what generic code gives a definition of that name, or else from the types and names of its parameters.
     * Of numbers with unusual names the first one that can be an address is.
     */
    static List<Datum> arguments(Definition definition, Given given) {
        List<CFile.Parameter> parameters = switch (definition) {
            case Definition.Function function -> function.function().parameters();
            case Definition.Macro macro ->
                    macro.parameters().stream().map(name -> new CFile.Parameter("", name)).toList();
        };
        List<String> names = GIVEN.getOrDefault(definition.name(), List.of());
        boolean usual = names.size() == parameters.size();
        boolean address = parameters.stream().anyMatch(parameter -> isAddress(bare(parameter.name())));
        List<Datum> arguments = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            CFile.Parameter parameter = parameters.get(i);
            if (usual) {
                arguments.add(argument(new CFile.Parameter(parameter.type(), names.get(i)), given));
            } else if (!address && parameter.type().equals("unsigned long")) {
                address = true;
                arguments.add(given.address());
            } else {
                arguments.add(argument(parameter, given));
            }
        }
        return arguments;
    }

    private static boolean isAddress(String name) {
        return name.startsWith("addr") || name.equals("vaddr") || name.equals("address");
    }

    private static String bare(String name) {
        return name.replaceFirst("^_+", "");
    }

    private static Datum argument(CFile.Parameter parameter, Given given) {
        String name = bare(parameter.name());
        String type = parameter.type();
        if (type.contains("pte_t *") || type.isEmpty() && (name.equals("ptep") || name.equals("xp"))) {
            return given.pointer();
        }
        if (type.contains("pte_t") || type.isEmpty() && (name.equals("pte") || name.equals("pteval"))) {
            return given.value();
        }
        if (type.contains("mm_struct") || name.equals("mm")) {
            return given.mm();
        }
        if (type.contains("vm_area_struct") || name.equals("vma")) {
            return new Datum.Pointer("vma");
        }
        if (type.contains("task_struct")) {
            return new Datum.Pointer(Storage.TASK);
        }
        if (isAddress(name)) {
            return given.address();
        }
        return name.equals("nr") ? Datum.ONE : new Datum.Unknown(name);
    }
}
