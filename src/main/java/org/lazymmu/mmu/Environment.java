package org.lazymmu.mmu;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What runs on the machine, on which a version of the mode is held against its properties: small, and enough to break it. */
public enum Environment {
    USERS("two tasks that change user mappings, under the page table lock"),
    KERNEL("one of them changes kernel mappings, which have no lock"),
    RT_USERS("as users, with PREEMPT_RT: the lock sleeps"),
    RT_KERNEL("as kernel, with PREEMPT_RT"),
    INTERRUPTS("as kernel, and interrupts that change a kernel mapping of their own"),
    FLUSH("as users, and a region flushes, then uses what it has changed"),
    MADVISE("two tasks in madvise(), which drops the lock to split a huge page"),
    PAGEMAP("two tasks in ioctl(PAGEMAP_SCAN)"),
    PAGEALLOC("with debug_pagealloc, pages are allocated in regions, which changes their kernel mappings");

    private static final Scenario UPDATES = new UpdateRegions(true, UpdateRegions.Use.NONE, false, false);
    private static final Scenario FLUSHES = new UpdateRegions(true, UpdateRegions.Use.FLUSH_AND_USE, false, false);
    private static final Sizes USERS_ONLY = new Sizes(2, 2, 0, 2, 2);
    private static final Sizes LINEAR_MAP = new Sizes(2, 1, 1, 3, 4);
    private static final Sizes WITH_KERNEL_TASK = new Sizes(2, 1, 1, 2, 2);

    private final String text;

    Environment(String text) {
        this.text = text;
    }

    /** Its name in tables. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String text() {
        return text;
    }

    /** The model of an architecture at a point in history, here; none if that has nothing of the kind. */
    public Optional<Setup> setup(Variants.Architecture architecture, Revision revision) {
        return switch (this) {
            case USERS -> Optional.of(setup(architecture, revision, UPDATES, USERS_ONLY, false, false));
            case KERNEL -> Optional.of(setup(architecture, revision, UPDATES, WITH_KERNEL_TASK, false, false));
            case RT_USERS -> Optional.of(setup(architecture, revision, UPDATES, USERS_ONLY, false, true));
            case RT_KERNEL -> Optional.of(setup(architecture, revision, UPDATES, WITH_KERNEL_TASK, false, true));
            case INTERRUPTS -> Optional.of(setup(architecture, revision, UPDATES, WITH_KERNEL_TASK, true, false));
            case FLUSH -> Optional.of(setup(architecture, revision, FLUSHES, USERS_ONLY, false, false));
            case MADVISE -> user(architecture, revision, "854e9ed09ded", USERS_ONLY,
                    new MadviseCold(revision.has("f3cd4ab0aabf")));
            case PAGEMAP -> user(architecture, revision, "52526ca7fdb9", USERS_ONLY,
                    new PagemapScan(revision.has("ad449d856bd7")));
            case PAGEALLOC -> allocation(architecture, revision);
        };
    }

    /** On the others the kernel's mapping of a page is not changed through PTEs that the mode knows. */
    private static Optional<Setup> allocation(Variants.Architecture architecture, Revision revision) {
        if (architecture == Variants.Architecture.ARM64) {
            return user(architecture, revision, "5fdd05efa1cd", LINEAR_MAP,
                    new NestedAllocation(NestedAllocation.LinearMap.APPLIES));
        }
        return architecture == Variants.Architecture.XEN
                ? user(architecture, revision, "6606c3e0da53", LINEAR_MAP,
                        new NestedAllocation(NestedAllocation.LinearMap.FLUSHES))
                : Optional.empty();
    }

    /** A user of the mode, from the commit on that brought it. */
    private static Optional<Setup> user(Variants.Architecture architecture, Revision revision, String since,
            Sizes sizes, Scenario scenario) {
        return revision.has(since)
                ? Optional.of(setup(architecture, revision, scenario, sizes, false, false))
                : Optional.empty();
    }

    private static Setup setup(Variants.Architecture architecture, Revision revision, Scenario scenario, Sizes sizes,
            boolean interrupts, boolean sleepingLocks) {
        Variants.At at = architecture.asOf(revision);
        return new Setup(at.variant(), at.generic(), scenario, sizes, interrupts, sleepingLocks, false,
                Set.copyOf(Properties.all()), PeerQuirks.NONE);
    }
}
