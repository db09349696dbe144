package org.lazymmu.mmu;

/**
 * The page table lock.
 *
 * @param owner the task that holds it, or {@link Names#NONE}
 */
record Lock(int owner) implements Named {
    static final Lock FREE = new Lock(Names.NONE);

    @Override
    public Lock renamed(Names names) {
        return new Lock(names.task(owner));
    }

    @Override
    public String toString() {
        return this.equals(FREE) ? "free" : "task" + owner;
    }
}
