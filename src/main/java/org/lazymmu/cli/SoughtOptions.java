package org.lazymmu.cli;

import java.util.List;
import java.util.TreeSet;
import org.lazymmu.history.Sought;
import org.lazymmu.rule.Rule;
import org.lazymmu.rule.Rules;
import picocli.CommandLine.Option;

/** What commands that look at many trees are to look for. */
final class SoughtOptions {
    @Option(names = "--arch", paramLabel = "A,B", split = ",", hideParamSyntax = true, description = "Architectures to look at. Default: all that have hooks.")
    private List<String> architectures = List.of();

    @Option(names = "--era", paramLabel = "ERA", defaultValue = "auto", description = "The version of the contract: auto (read off each tree), ptl, no-nesting or counted.")
    private String era = "auto";

    @Option(names = "--rule", paramLabel = "R,S", split = ",", hideParamSyntax = true, description = "Rules to check. Default: all ('lazymmu explain').")
    private List<String> rules = List.of();

    /** The architectures that were named; whether there are such is told by a tree. */
    List<String> architectures() {
        return architectures;
    }

    /** What was asked for, with an era and rules that there are. */
    Sought sought() throws Failure {
        Choice.check("era", era, OpenedTree.ERAS);
        Choice.checkAll("rule", rules, Rules.all().stream().map(Rule::id).toList());
        return new Sought(new TreeSet<>(architectures), era.equals("auto") ? null : era, new TreeSet<>(rules));
    }
}
