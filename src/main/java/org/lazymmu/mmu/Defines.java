package org.lazymmu.mmu;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.lazymmu.explore.Property;

/**
 * The {@code -D} defines that select a model in Promela, the peer that ours is held against, as a {@link Setup} of ours that has
 * the same states. What its Promela would not compile, or would count wrongly because a number does not fit, is refused.
 */
public final class Defines {
    private static final Set<String> ARCHITECTURES = Set.of("ARCH_PPC", "ARCH_SPARC", "ARCH_XEN", "ARCH_ARM64");
    private static final Set<String> FLAGS = Set.of("FIX_PREEMPT", "FIX_IRQ", "IRQ", "IRQ_LAZY", "NEST", "XEN_NESTCNT",
            "GENNEST", "PLAIN", "RT", "CHECK_NEST", "CHECK_KEPT", "WALKER", "USE_IN_REGION", "FIX_FLUSH", "END2END",
            "SLEEP_CB");
    private static final Map<String, Integer> SIZES = Map.of("NCPU", 2, "NU", 2, "NK", 1, "RN", 2, "BN", 2);
    /** The peer keeps one bit for each PTE in a 16-bit number. */
    private static final int MOST_PTES = 16;
    /** The peer's limits on what it keeps for each CPU, roughly. */
    private static final int MOST_CPUS = 16;
    private static final int MOST_SLOTS = 32;

    private final Map<String, String> defined = new TreeMap<>();

    private Defines(String defines) {
        for (String token : defines.strip().split("\\s+")) {
            if (!token.isEmpty()) {
                define(token);
            }
        }
    }

    /**
     * Reads defines such as {@code -DARCH_PPC -DNU=2 -DFIX_PREEMPT}.
     *
     * @throws IllegalArgumentException if they select no model; the message names the define
     */
    public static Setup parse(String defines) {
        return new Defines(defines).setup();
    }

    private void define(String token) {
        if (!token.startsWith("-D") || token.length() == 2) {
            throw new IllegalArgumentException("not a define: " + token);
        }
        int equals = token.indexOf('=');
        String name = equals < 0 ? token.substring(2) : token.substring(2, equals);
        String value = equals < 0 ? "1" : token.substring(equals + 1);
        boolean size = SIZES.containsKey(name);
        if (!size && !FLAGS.contains(name) && !ARCHITECTURES.contains(name)) {
            throw new IllegalArgumentException("unknown define: " + name);
        }
        if (!size && !"1".equals(value)) {
            throw new IllegalArgumentException(name + " is either defined or not: it has no value " + value);
        }
        String before = defined.put(name, value);
        if (before != null && !before.equals(value)) {
            throw new IllegalArgumentException(name + " is defined as " + before + " and as " + value);
        }
    }

    private boolean has(String flag) {
        return defined.containsKey(flag);
    }

    private int size(String name, int least, int most) {
        String value = defined.getOrDefault(name, Integer.toString(SIZES.getOrDefault(name, 0)));
        if (!value.matches("[+-]?[0-9]{1,9}")) {
            throw new IllegalArgumentException(name + " is a number, not " + value);
        }
        int number = Integer.parseInt(value);
        if (number < least || number > most) {
            throw new IllegalArgumentException(name + " is from " + least + " to " + most + ", not " + number);
        }
        return number;
    }

    private Setup setup() {
        Variant variant = variant();
        Sizes sizes = sizes();
        boolean batched = has("ARCH_PPC") || has("ARCH_SPARC");
        if (has("WALKER") && !batched) {
            throw new IllegalArgumentException("WALKER is for ARCH_PPC and ARCH_SPARC only");
        }
        UpdateRegions.Use use = !has("USE_IN_REGION")
                ? UpdateRegions.Use.NONE
                : has("FIX_FLUSH") ? UpdateRegions.Use.FLUSH_AND_USE : UpdateRegions.Use.USE;
        return new Setup(variant, new GenericCode.Version(has("NEST"), has("GENNEST")),
                new UpdateRegions(has("PLAIN"), use, has("SLEEP_CB"), has("IRQ_LAZY")), sizes, has("IRQ"), has("RT"),
                has("WALKER"), checks(), quirks(sizes, batched));
    }

    private Variant variant() {
        Set<String> architectures = new LinkedHashSet<>(defined.keySet());
        architectures.retainAll(ARCHITECTURES);
        if (architectures.size() != 1) {
            throw new IllegalArgumentException(architectures.isEmpty()
                    ? "no architecture is defined: one of ARCH_PPC, ARCH_SPARC, ARCH_XEN, ARCH_ARM64 is needed"
                    : "more than one architecture is defined: " + String.join(", ", architectures));
        }
        return switch (architectures.iterator().next()) {
            case "ARCH_PPC" -> new PowerpcHash.Version(has("FIX_PREEMPT"), has("FIX_IRQ"));
            case "ARCH_SPARC" -> new Sparc64.Version(has("FIX_PREEMPT"), has("FIX_IRQ"));
            case "ARCH_XEN" -> new XenPv.Version(has("FIX_IRQ"), has("XEN_NESTCNT"));
            default -> new Arm64.Version(has("FIX_IRQ"));
        };
    }

    private Sizes sizes() {
        Sizes sizes = new Sizes(size("NCPU", 1, MOST_CPUS), size("NU", 0, MOST_PTES), size("NK", 0, MOST_PTES),
                size("RN", 1, MOST_PTES), size("BN", 1, MOST_SLOTS));
        int ptes = sizes.tasks() * sizes.ptesPerTask() + (has("IRQ") ? sizes.cpus() : 0);
        if (ptes > MOST_PTES) {
            throw new IllegalArgumentException("(NU + NK) * RN" + (has("IRQ") ? " + NCPU" : "") + " is at most "
                    + MOST_PTES + ", not " + ptes);
        }
        return sizes;
    }

    private Set<Property> checks() {
        Set<Property> checks = new LinkedHashSet<>(Properties.all());
        if (!has("CHECK_NEST")) {
            checks.remove(Properties.NEVER_NESTED);
            checks.remove(Properties.NOT_IN_INTERRUPT);
        }
        if (!has("CHECK_KEPT")) {
            checks.remove(Properties.BATCHING_KEPT);
        }
        if (has("END2END")) {
            checks.remove(Properties.BATCH_CPU);
            checks.remove(Properties.BATCH_ONE_MM);
            checks.remove(Properties.UPDATE_OUTSIDE_REGION);
        }
        return checks;
    }

    /** Entries are lost only where two write the same batch at once: it was not their own, or an interrupt came between. */
    private PeerQuirks quirks(Sizes sizes, boolean batched) {
        boolean lossy = !has("FIX_PREEMPT") || has("IRQ") && (!has("FIX_IRQ") || has("IRQ_LAZY"));
        boolean fourthTask = has("ARCH_ARM64") && sizes.tasks() > 3;
        return new PeerQuirks(4, 3, 10, fourthTask, batched && lossy, has("ARCH_ARM64"));
    }
}
