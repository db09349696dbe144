package org.lazymmu.backend;

import org.lazymmu.flow.Site;

/** Told of each access that code of the tree makes, as it makes it. */
interface Witness {
    /** Nobody. */
    Witness NOBODY = (what, site) -> {
    };

    void sees(String what, Site site);
}
