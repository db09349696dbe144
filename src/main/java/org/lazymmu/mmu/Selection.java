package org.lazymmu.mmu;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.lazymmu.explore.Model;
import org.lazymmu.explore.Property;

/**
 * A model that has been chosen by settings, which are names and values and may come from strangers.
 *
 * @param settings settings that choose the same again, with the defaults
 * @param properties what the model is held against
 * @param cpus how many CPUs it has
 */
public record Selection(Map<String, String> settings, List<Property> properties, int cpus, Model model) {
    private static final int MOST_CPUS = 16;
    private static final int MOST_TASKS = 16;
    private static final int MOST_PTES = 64;
    private static final int MOST_SLOTS = 256;
    private static final Set<String> NAMES = Collections.unmodifiableSet(new LinkedHashSet<>(List.of("backend",
            "scenario", "era", "cpus", "users", "kernel-tasks", "ptes", "slots", "interrupts", "rt", "walker",
            "property", "defines")));

    public Selection {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        properties = List.copyOf(properties);
    }

    /**
     * Chooses a model.
     *
     * @param settings {@code defines} with those of the peer's model, or else any of {@code backend} (as {@link Variants} names
     * them; the generic code is that of the same point in history), {@code scenario}, {@code era}, {@code cpus}, {@code users},
     * {@code kernel-tasks}, {@code ptes}, {@code slots}, {@code interrupts}, {@code rt}, {@code walker}, {@code property}
     * @throws IllegalArgumentException if they choose none; the message names the setting
     */
    public static Selection of(Map<String, String> settings) {
        for (String name : settings.keySet()) {
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException("unknown setting " + name);
            }
        }
        String defines = settings.get("defines");
        if (defines == null) {
            return new Reader(settings).selection();
        }
        if (settings.size() > 1) {
            throw new IllegalArgumentException("defines leave nothing to say for other settings");
        }
        Setup setup = Defines.parse(defines);
        return new Selection(Map.of("defines", String.join(" ", defines.strip().split("\\s+"))),
                ordered(setup.checks()),
                setup.sizes().cpus(), setup.model());
    }

    private static List<Property> ordered(Set<Property> properties) {
        return Properties.all().stream().filter(properties::contains).toList();
    }

    /** Takes settings one by one, and notes what each came to be. */
    private static final class Reader {
        private final Map<String, String> given;
        private final Map<String, String> taken = new LinkedHashMap<>();

        Reader(Map<String, String> given) {
            this.given = given;
        }

        Selection selection() {
            Variants.At at = backend();
            Workload workload = one("scenario", "regions", Workload.all(), Workload::name);
            Era era = one("era", Era.at(at.revision()).id(), List.of(Era.values()), Era::id);
            Sizes usual = workload.sizes();
            Sizes sizes = new Sizes(size("cpus", usual.cpus(), MOST_CPUS), size("users", usual.users(), MOST_TASKS),
                    size("kernel-tasks", usual.kernelTasks(), MOST_TASKS), size("ptes", usual.ptesPerTask(), MOST_PTES),
                    size("slots", usual.batchSlots(), MOST_SLOTS));
            boolean interrupts = flag("interrupts");
            boolean rt = flag("rt");
            boolean walker = flag("walker");
            List<Property> properties = properties(era);
            Setup setup = new Setup(at.variant(),
                    new GenericCode.Version(workload.setPtesEnters() || at.generic().setPtesEnters(),
                            era == Era.COUNTED, at.generic().kernelRegions(), era),
                    workload.scenario(), sizes, interrupts, rt, walker, Set.copyOf(properties), PeerQuirks.NONE);
            return new Selection(taken, properties, sizes.cpus(), setup.model());
        }

        private Variants.At backend() {
            Variants.At at = new Variants(Commits.read()).at(given.getOrDefault("backend", "powerpc"));
            taken.put("backend", at.variant().name() + "@" + at.revision().name());
            return at;
        }

        private List<Property> properties(Era era) {
            String wanted = given.get("property");
            List<Property> properties = List.copyOf(era.properties());
            if (wanted != null) {
                Set<Property> found = new LinkedHashSet<>();
                for (String id : wanted.split(",")) {
                    found.add(find("property", id, Properties.all(), Property::id));
                }
                properties = ordered(found);
            }
            taken.put("property", String.join(",", properties.stream().map(Property::id).toList()));
            return properties;
        }

        private <T> T one(String name, String otherwise, List<T> all, Function<T, String> id) {
            T found = find(name, given.getOrDefault(name, otherwise), all, id);
            taken.put(name, id.apply(found));
            return found;
        }

        private static <T> T find(String what, String wanted, List<T> all, Function<T, String> id) {
            List<String> known = new ArrayList<>();
            for (T each : all) {
                if (id.apply(each).equals(wanted)) {
                    return each;
                }
                known.add(id.apply(each));
            }
            throw new IllegalArgumentException(
                    "unknown " + what + " '" + wanted + "'; known: " + String.join(", ", known));
        }

        private int size(String name, int otherwise, int most) {
            String wanted = given.getOrDefault(name, Integer.toString(otherwise));
            if (!wanted.matches("[0-9]{1,6}") || Integer.parseInt(wanted) > most) {
                throw new IllegalArgumentException(name + " is a number of at most " + most + ", not " + wanted);
            }
            taken.put(name, Integer.toString(Integer.parseInt(wanted)));
            return Integer.parseInt(wanted);
        }

        private boolean flag(String name) {
            String wanted = given.getOrDefault(name, "false");
            if (!wanted.equals("true") && !wanted.equals("false")) {
                throw new IllegalArgumentException(name + " is true or false, not " + wanted);
            }
            taken.put(name, wanted);
            return wanted.equals("true");
        }
    }
}
