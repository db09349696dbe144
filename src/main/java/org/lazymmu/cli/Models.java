package org.lazymmu.cli;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.lazymmu.explore.Execution;
import org.lazymmu.explore.Model;
import org.lazymmu.explore.Process;
import org.lazymmu.explore.Property;
import org.lazymmu.report.Catalogue;
import org.lazymmu.report.Recording;

/** Which models there are, and how the settings of a command line or a file select one. */
interface Models {
    /** What there is to choose from. */
    Catalogue catalogue();

    /**
     * Builds a model.
     *
     * @param settings the names of options, without dashes, and their values; all may be missing, and come from strangers
     * @throws Failure if they do not name a model: wrong usage
     */
    Configuration configure(Map<String, String> settings) throws Failure;

    /**
     * A model that has been built.
     *
     * @param setup settings that build the same model again, defaults included
     * @param properties what it is held against
     */
    record Configuration(Map<String, String> setup, List<Property> properties, Model model, List<Lane> lanes) {
    }

    /**
     * A column of a table.
     *
     * @param processes whose steps stand in it
     * @param occupant what is there between steps: on a CPU, the name of a task; else empty
     */
    record Lane(String name, Recording.Kind kind, List<Process<?>> processes, Function<Execution, String> occupant) {
    }
}
