package org.lazymmu.flow;

import org.jspecify.annotations.Nullable;

/**
 * Where an instruction stands in the source.
 *
 * @param unit     the file
 * @param at       offset in it
 * @param function the function, or the macro whose replacement it is
 * @param user     for code of a macro: where the macro is used; null in a function's own code
 */
public record Site(Unit unit, int at, String function, @Nullable Site user) {
    /** The place in the function itself: for code of a macro, where the function uses it. */
    public Site outermost() {
        Site site = this;
        while (site.user() != null) {
            site = site.user();
        }
        return site;
    }

    /** A text that identifies the place, in tree order. */
    public String key() {
        String own = unit.path() + ":" + String.format("%09d", at);
        return user == null ? own : user.key() + ">" + own;
    }
}
