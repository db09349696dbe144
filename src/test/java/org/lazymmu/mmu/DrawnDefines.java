package org.lazymmu.mmu;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Configurations of {@code lazy.pml} drawn at random: backend, sizes, and each of its switches with some probability.
 *
 * <p>
 * Drawn around, because the Promela model says nothing sensible there:
 * <ul>
 * <li>no task at all: SPIN compiles it, and leaves an array at the first step;
 * <li>more than 16 PTEs, with those of the interrupts: they are bits of a {@code short};
 * <li>{@code WALKER} on Xen and arm64, where a translation cache is not modelled: it does not compile;
 * <li>more than 3 CPUs: its scheduler serves no fourth.
 * </ul>
 * Not drawn around, because they are well defined though not what a kernel does: a fifth task, which is never scheduled; a PTE
 * beyond the tenth, which the walker never loads; on arm64 the fourth task, which an interrupt on an idle CPU takes for the
 * current one; and an empty slot of a batch, which is the number of PTE 0. {@link PeerQuirks} has them too.
 */
final class DrawnDefines {
    private static final int MOST_PTES = 16;

    private final Random random;

    DrawnDefines(Random random) {
        this.random = random;
    }

    /** The next configuration, as it stands on SPIN's command line. */
    String next() {
        while (true) {
            String arch = of("PPC", "SPARC", "XEN", "ARM64");
            int cpus = of(1, 2, 2, 2, 3);
            int users = random.nextInt(4);
            int kernelTasks = random.nextInt(3);
            int ptes = of(1, 1, 2, 2, 3);
            List<String> flags = flags(arch);
            int all = (users + kernelTasks) * ptes + (flags.contains("IRQ") ? cpus : 0);
            if (users + kernelTasks > 0 && all <= MOST_PTES) {
                return "-DARCH_" + arch + " -DNCPU=" + cpus + " -DNU=" + users + " -DNK=" + kernelTasks + " -DRN="
                        + ptes
                        + " -DBN=" + of(1, 2, 3) + String.join("", flags.stream().map(flag -> " -D" + flag).toList());
            }
        }
    }

    private List<String> flags(String arch) {
        List<String> flags = new ArrayList<>();
        // without these nearly everything breaks at once
        for (String fix : List.of("FIX_PREEMPT", "FIX_IRQ", "FIX_FLUSH")) {
            add(flags, 0.75, fix);
        }
        add(flags, 0.5, "PLAIN");
        add(flags, 0.4, "IRQ");
        for (String flag : List.of("IRQ_LAZY", "NEST", "XEN_NESTCNT", "RT", "CHECK_NEST", "CHECK_KEPT",
                "USE_IN_REGION", "END2END")) {
            add(flags, 0.25, flag);
        }
        if (flags.contains("NEST")) {
            add(flags, 0.5, "GENNEST");
        }
        add(flags, 0.1, "SLEEP_CB");
        if ("PPC".equals(arch) || "SPARC".equals(arch)) {
            add(flags, 0.2, "WALKER");
        }
        return flags;
    }

    private void add(List<String> flags, double probability, String flag) {
        if (random.nextDouble() < probability) {
            flags.add(flag);
        }
    }

    @SafeVarargs
    private <T> T of(T... values) {
        return values[random.nextInt(values.length)];
    }
}
