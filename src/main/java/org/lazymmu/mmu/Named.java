package org.lazymmu.mmu;

/** A value of a slot that names tasks, CPUs or PTEs. */
public interface Named {
    /** Names nothing. */
    Named NOTHING = new Named() {
        @Override
        public Named renamed(Names names) {
            return this;
        }

        @Override
        public String toString() {
            return "nothing";
        }
    };

    /** The same value with other names. */
    Named renamed(Names names);
}
