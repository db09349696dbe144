package org.lazymmu.report;

import java.util.List;

/** What models there are to choose from. */
public record Catalogue(List<Entry> scenarios, List<Backend> backends, List<Entry> eras, List<Entry> properties) {
    public Catalogue {
        scenarios = List.copyOf(scenarios);
        backends = List.copyOf(backends);
        eras = List.copyOf(eras);
        properties = List.copyOf(properties);
    }

    /** A name to give on the command line, and what it means. */
    public record Entry(String name, String text) {
    }

    /** An architecture's hooks, and the commits after and before which they can be chosen. */
    public record Backend(String name, String text, List<Entry> variants) {
        public Backend {
            variants = List.copyOf(variants);
        }
    }
}
