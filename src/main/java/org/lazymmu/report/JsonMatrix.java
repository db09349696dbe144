package org.lazymmu.report;

import java.io.IOException;
import java.io.Writer;
import org.lazymmu.finding.Matrix;
import tools.jackson.core.JsonGenerator;

/** A matrix as JSON, after the schema {@code lazymmu.matrix/1}, which is shipped as {@code schema/matrix-1.json}. */
public final class JsonMatrix {
    /** Name of the schema. */
    public static final String MATRIX = "lazymmu.matrix/1";

    private final Writer out;

    public JsonMatrix(Writer out) {
        this.out = out;
    }

    public void write(Matrix matrix) throws IOException {
        Json.unwrapped(() -> {
            try (JsonGenerator json = Json.open(out, true)) {
                json.writeStartObject();
                json.writeStringProperty("schema", MATRIX);
                json.writeObjectPropertyStart("tree");
                json.writeStringProperty("name", matrix.treeName());
                json.writeStringProperty("version", matrix.treeVersion());
                json.writeStringProperty("era", matrix.era());
                json.writeStringProperty("eraEvidence", matrix.eraEvidence());
                json.writeEndObject();
                json.writeArrayPropertyStart("architectures");
                matrix.architectures().forEach(architecture -> architecture(json, architecture));
                json.writeEndArray();
                json.writeEndObject();
            }
        });
        out.write('\n');
    }

    private static void architecture(JsonGenerator json, Matrix.Architecture architecture) {
        json.writeStartObject();
        json.writeStringProperty("name", architecture.name());
        json.writeStringProperty("hooks", architecture.hooks().id());
        json.writeObjectPropertyStart("answers");
        for (Matrix.Cell cell : architecture.cells()) {
            json.writeObjectPropertyStart(cell.id());
            json.writeStringProperty("text", cell.text());
            json.writeStringProperty("demand", cell.demand());
            json.writeStringProperty("verdict", cell.verdict().id());
            json.writeArrayPropertyStart("evidence");
            for (Matrix.Evidence evidence : cell.evidence()) {
                json.writeStartObject();
                json.writeStringProperty("file", evidence.place().file());
                json.writeNumberProperty("line", evidence.place().line());
                json.writeNumberProperty("column", evidence.place().column());
                json.writeStringProperty("function", evidence.function());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
