package org.lazymmu.report;

import java.util.List;

/**
 * What models there are to choose from.
 *
 * @param history commits that changed what backends share; every backend can be taken as of them
 */
public record Catalogue(List<Entry> scenarios, List<Backend> backends, List<Entry> history, List<Entry> eras,
        List<Entry> properties) {
    public Catalogue {
        scenarios = List.copyOf(scenarios);
        backends = List.copyOf(backends);
        history = List.copyOf(history);
        eras = List.copyOf(eras);
        properties = List.copyOf(properties);
    }

    /** A name to give on the command line, and what it means. */
    public record Entry(String name, String text) {
    }

    /** An architecture's hooks, and the commits that changed them. */
    public record Backend(String name, String text, List<Entry> variants) {
        public Backend {
            variants = List.copyOf(variants);
        }
    }
}
