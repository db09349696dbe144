package org.lazymmu.kconfig;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A group of options of which the user takes one. */
final class Choice {
    private final @Nullable Demand demand;
    private final boolean optional;
    private final List<@Nullable Demand> prompts = new ArrayList<>(1);
    private final List<Symbol> members = new ArrayList<>();
    private final List<Symbol.Default> defaults = new ArrayList<>();

    /**
     * @param demand   when the group is there
     * @param optional whether none of them is an answer too
     */
    Choice(@Nullable Demand demand, boolean optional) {
        this.demand = demand;
        this.optional = optional;
    }

    @Nullable
    Demand demand() {
        return demand;
    }

    boolean isOptional() {
        return optional;
    }

    List<@Nullable Demand> prompts() {
        return prompts;
    }

    List<Symbol> members() {
        return members;
    }

    List<Symbol.Default> defaults() {
        return defaults;
    }
}
