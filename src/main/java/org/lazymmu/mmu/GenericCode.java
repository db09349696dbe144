package org.lazymmu.mmu;

import org.lazymmu.explore.Code;
import org.lazymmu.explore.Source;

/** The code of mm/ that all architectures share, on top of a backend. */
public final class GenericCode {
    /**
     * Its versions.
     *
     * @param setPtesEnters {@code set_ptes()} enters and leaves the mode itself (bcc6cc832573, until 691ee97e1a9d)
     * @param counted the mode is entered through {@code lazy_mmu_mode_enable()}, which counts (v7.0); in
     * {@link UpdateRegions} alone, as coarsely as the model's peer has it
     * @param kernelRegions {@code apply_to_pte_range()} enters the mode for kernel mappings too (38e0edb15bd0)
     * @param era the contract that the other scenarios follow
     */
    public record Version(boolean setPtesEnters, boolean counted, boolean kernelRegions, Era era) {
        Version(boolean setPtesEnters, boolean counted, boolean kernelRegions) {
            this(setPtesEnters, counted, kernelRegions, counted ? Era.COUNTED : Era.NO_NESTING);
        }

        Version(boolean setPtesEnters, boolean counted) {
            this(setPtesEnters, counted, true);
        }

        /** The generic code as an era has it, where {@code set_ptes()} does not enter the mode itself. */
        public Version(Era era) {
            this(false, era == Era.COUNTED, true, era);
        }

        /** The same for an architecture whose own {@code set_ptes()} takes the place of the generic one. */
        Version withoutSetPtes() {
            return new Version(false, counted, kernelRegions, era);
        }
    }

    private static final String PGTABLE = "include/linux/pgtable.h";

    private final Version version;
    private final Backend backend;

    GenericCode(Version version, Backend backend) {
        this.version = version;
        this.backend = backend;
    }

    /** The mode as generic code enters and leaves it in this version. */
    LazyMode mode() {
        return new LazyMode(version.era, backend);
    }

    Backend backend() {
        return backend;
    }

    /** Whether updates of a task are made in a region. */
    boolean hasRegions(Task task) {
        return version.kernelRegions || !task.isKernel();
    }

    /** Enters the mode, in the coarsest way that the backend allows. */
    Code enter(Task task) {
        return backend.isCounted() ? mode().enable(task) : backend.enter(task, PteRange.all(task));
    }

    /** Leaves the mode that was entered with {@link #enter}. */
    Code leave(Task task) {
        return backend.isCounted() ? mode().disable(task) : backend.leave(task);
    }

    /** The updates of a region that was entered with {@link #enter}, and its end. */
    Code updatesAndLeave(Task task, Code updates) {
        return backend.isCounted()
                ? Code.seq(updates, mode().disable(task))
                : backend.updatesAndLeave(task, updates);
    }

    /** Takes the page table lock; kernel mappings have none. */
    Code lock(Task task) {
        return task.isKernel()
                ? task.step("no lock for init_mm", k -> {
                })
                : task.step("spin_lock(ptl)", Running::lockPageTable);
    }

    /** Releases the page table lock; kernel mappings have none. */
    Code unlock(Task task) {
        return task.isKernel()
                ? task.step("no lock for init_mm", k -> {
                })
                : task.step("spin_unlock(ptl)", Running::unlockPageTable);
    }

    /**
     * Turns all PTEs of a task over, inside a region: those with an even number through {@code set_ptes()}, which may enter
     * the mode itself, the others without it.
     */
    Code updateAll(Task task) {
        Code next = task.local(k -> k.setIndex(k.index() + 1));
        Code update = Code.seq(backend.setPte(task), next);
        if (version.setPtesEnters || backend.setPtesEnters()) {
            update = task.branch(k -> k.index() % 2 == 0, nestedUpdate(task, backend.setPtes(), "set_ptes()"), update);
        }
        return task.loop(k -> k.index() < task.ptes(), update);
    }

    /**
     * Inside a region, turns one PTE over through a function that enters the mode itself.
     *
     * @param call how the call of the function is shown
     */
    Code nestedUpdate(Task task, Source function, String call) {
        if (version.counted && !backend.isCounted()) {
            return countedUpdate(task);
        }
        return Code.function(function, Code.seq(task.step(call, k -> {
        }), enter(task), backend.setPte(task), leave(task),
                task.step("return", k -> k.setIndex(k.index() + 1))));
    }

    /** In the counted layer an enable inside a region does nothing but count, and its disable flushes. */
    private Code countedUpdate(Task task) {
        Code enable = Code.function(new Source("lazy_mmu_mode_enable", PGTABLE, "v7.0"),
                task.step("state->enable_count++", k -> k.setDepth(2)));
        Code disable = Code.function(new Source("lazy_mmu_mode_disable", PGTABLE, "v7.0"),
                task.step("state->enable_count--, arch_flush_lazy_mmu_mode()", k -> {
                    backend.flush(k);
                    k.setDepth(1);
                    k.setIndex(k.index() + 1);
                }));
        return Code.seq(enable, backend.setPte(task), disable);
    }
}
