package org.lazymmu.finding;

/** What a finding does on one architecture. */
public enum Effect {
    /** The kernel can misbehave. */
    MISBEHAVES("misbehaves"),
    /** The contract is broken, this implementation survives it. */
    CONTRACT_ONLY("contract-only"),
    /** The code is not used there, or the rule does not apply. */
    NOT_AFFECTED("not-affected");

    private final String id;

    Effect(String id) {
        this.id = id;
    }

    /** The word used in reports. */
    public String id() {
        return id;
    }
}
