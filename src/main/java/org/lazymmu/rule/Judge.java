package org.lazymmu.rule;

import java.util.List;

/** Decides which of the things found in a view break a rule. */
interface Judge {
    Rule rule();

    List<Draft> judge(Usage usage);
}
