package org.lazymmu.mmu;

/**
 * Where a task runs.
 *
 * @param number the CPU, from 0, or {@link Names#NONE}
 */
record Cpu(int number) implements Named {
    /** On no CPU. */
    static final Cpu OFF = new Cpu(Names.NONE);

    boolean isOff() {
        return number == Names.NONE;
    }

    @Override
    public Cpu renamed(Names names) {
        return new Cpu(names.cpu(number));
    }

    @Override
    public String toString() {
        return isOff() ? "off" : "cpu" + number;
    }
}
