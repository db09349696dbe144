package org.lazymmu.report;

import java.io.IOException;
import java.io.Writer;
import java.util.Optional;
import org.lazymmu.finding.HookTrials;
import org.lazymmu.finding.HookTrials.Outcome;
import org.lazymmu.finding.Place;
import tools.jackson.core.JsonGenerator;

/**
 * What came of a tree's own hooks in the model as JSON, after the schema {@code lazymmu.hook-trials/1}, which is shipped as
 * {@code schema/hook-trials-1.json}.
 */
public final class JsonHookTrials {
    /** Name of the schema. */
    public static final String TRIALS = "lazymmu.hook-trials/1";

    private final Writer out;

    public JsonHookTrials(Writer out) {
        this.out = out;
    }

    public void write(HookTrials hooks) throws IOException {
        Json.unwrapped(() -> {
            try (JsonGenerator json = Json.open(out, true)) {
                json.writeStartObject();
                json.writeStringProperty("schema", TRIALS);
                json.writeObjectPropertyStart("tree");
                json.writeStringProperty("name", hooks.treeName());
                json.writeStringProperty("version", hooks.treeVersion());
                json.writeStringProperty("era", hooks.era());
                json.writeStringProperty("eraEvidence", hooks.eraEvidence());
                json.writeEndObject();
                json.writeStringProperty("architecture", hooks.architecture());
                json.writeObjectPropertyStart("hooks");
                place(json, Optional.of(hooks.hooks()));
                json.writeEndObject();
                json.writeArrayPropertyStart("trials");
                hooks.trials().forEach(trial -> trial(json, trial));
                json.writeEndArray();
                json.writeEndObject();
            }
        });
        out.write('\n');
    }

    private static void trial(JsonGenerator json, HookTrials.Trial trial) {
        json.writeStartObject();
        json.writeStringProperty("name", trial.id());
        json.writeStringProperty("text", trial.text());
        json.writeBooleanProperty("demanded", trial.demanded());
        json.writeArrayPropertyStart("cases");
        for (HookTrials.Case tried : trial.cases()) {
            json.writeStartObject();
            json.writeObjectPropertyStart("given");
            tried.given().forEach(json::writeBooleanProperty);
            json.writeEndObject();
            outcome(json, tried.outcome());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void outcome(JsonGenerator json, Outcome outcome) {
        switch (outcome) {
            case Outcome.Holds(long states) -> {
                json.writeStringProperty("verdict", "holds");
                json.writeNumberProperty("states", states);
            }
            case Outcome.Broken broken -> {
                json.writeStringProperty("verdict", "broken");
                json.writeStringProperty("property", broken.property());
                json.writeStringProperty("message", broken.message());
                json.writeArrayPropertyStart("trace");
                for (HookTrials.Step step : broken.trace()) {
                    json.writeStartObject();
                    json.writeStringProperty("who", step.who());
                    json.writeStringProperty("what", step.what());
                    place(json, step.place());
                    json.writeStringProperty("function", step.function());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            case Outcome.Unfinished(String why, Optional<Place> place, String function) -> {
                json.writeStringProperty("verdict", "unfinished");
                json.writeStringProperty("reason", why);
                place(json, place);
                json.writeStringProperty("function", function);
            }
        }
    }

    /** A place in the tree, if there is one. */
    private static void place(JsonGenerator json, Optional<Place> place) {
        place.ifPresent(at -> {
            json.writeStringProperty("file", at.file());
            json.writeNumberProperty("line", at.line());
            json.writeNumberProperty("column", at.column());
        });
    }
}
