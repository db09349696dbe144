package org.lazymmu.backend;

import org.lazymmu.finding.Place;
import org.lazymmu.flow.Site;
import org.lazymmu.flow.Unit;

/** Where something is in a tree, as a reader is told. */
public final class Places {
    private Places() {
    }

    public static Place of(Site site) {
        return of(site.unit(), site.at());
    }

    /** The place of an offset in a file. */
    public static Place of(Unit unit, int at) {
        return new Place(unit.path(), unit.line(at), unit.file().lines().column(at));
    }
}
