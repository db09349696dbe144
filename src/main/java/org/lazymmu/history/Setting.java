package org.lazymmu.history;

import org.lazymmu.rule.Check;

/**
 * With what trees are checked.
 *
 * @param edition the build of the program; empty if that is not known, and nothing is kept for another run then
 * @param options what decides what is found
 */
public record Setting(String edition, String options) {
    /** What a build finds with these options. */
    public static Setting of(String edition, Check.Options options) {
        return new Setting(edition, "architectures=" + String.join(",", options.architectures()) + " era="
                + (options.era() == null ? "auto" : options.era()) + " rules=" + String.join(",", options.rules()));
    }
}
