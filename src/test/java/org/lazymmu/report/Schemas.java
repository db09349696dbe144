package org.lazymmu.report;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The schemas that are shipped. */
public final class Schemas {
    private Schemas() {
    }

    /** Where a text does not follow a schema. */
    public static List<String> violations(String schema, String json) throws IOException {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        try (InputStream in = Schemas.class.getResourceAsStream("/schema/" + schema)) {
            Schema loaded = registry.getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
            return loaded.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
        }
    }
}
