package org.lazymmu.report;

import java.io.IOException;
import java.io.Reader;
import java.util.HashSet;
import java.util.Set;
import org.lazymmu.finding.Baseline;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** Reads a baseline back from the JSON of an earlier run. */
public final class BaselineFile {
    /** A file that is no report; the message is a clause for the user. */
    public static final class NotAReport extends Exception {
        private static final long serialVersionUID = 1;

        NotAReport(String message) {
            super(message);
        }
    }

    private BaselineFile() {
    }

    /** Reads a report of schema {@link JsonReport#FINDINGS}, indented or not. */
    public static Baseline read(Reader in) throws IOException, NotAReport {
        try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
            return read(json);
        } catch (StreamConstraintsException _) {
            throw new NotAReport("too large or too deep");
        } catch (StreamReadException e) {
            throw new NotAReport("not JSON (line " + e.getLocation().getLineNr() + ")");
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    private static Baseline read(JsonParser json) throws NotAReport {
        Set<String> fingerprints = new HashSet<>();
        boolean known = false;
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new NotAReport("not a report");
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals("schema")) {
                known = JsonReport.FINDINGS.equals(json.getString());
            } else if (name.equals("findings")) {
                readFindings(json, fingerprints);
            } else {
                json.skipChildren();
            }
        }
        if (!known) {
            throw new NotAReport("its schema is not " + JsonReport.FINDINGS);
        }
        return new Baseline(fingerprints);
    }

    private static void readFindings(JsonParser json, Set<String> fingerprints) throws NotAReport {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new NotAReport("its findings are not a list");
        }
        while (json.nextToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("fingerprint")) {
                    fingerprints.add(json.getString());
                } else {
                    json.skipChildren();
                }
            }
        }
    }
}
