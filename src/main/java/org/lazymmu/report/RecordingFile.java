package org.lazymmu.report;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lazymmu.explore.Property;
import org.lazymmu.explore.Source;
import org.lazymmu.explore.Violation;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads back a run that {@link JsonModel} wrote, by itself or with the exploration that found it. Files of strangers are
 * welcome: sizes are limited, and what does not fit is refused with the name of the field.
 */
public final class RecordingFile {
    /** The most characters of a file. */
    public static final long MOST_CHARACTERS = 32L << 20;
    private static final int MOST_STEPS = 100_000;
    private static final int MOST_SETTINGS = 100;
    private static final int MOST_CHANGES = 10_000;
    private static final int LONGEST_TEXT = 100_000;
    private static final int DEEPEST = 20;
    private static final int LONGEST_SHOWN = 100;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(MOST_CHARACTERS).maxStringLength(LONGEST_TEXT).maxNameLength(1000)
                    .maxNumberLength(20)
                    .maxNestingDepth(DEEPEST).build())
            .build();

    /** A file that is no run; the message is a clause for the user. */
    public static final class NotARun extends Exception {
        private static final long serialVersionUID = 1;

        NotARun(String message) {
            super(message);
        }
    }

    private final JsonParser json;
    private boolean known;
    private @Nullable Map<String, String> setup;
    private @Nullable List<Recording.Step> steps;
    private @Nullable String property;
    private @Nullable String message;

    private RecordingFile(JsonParser json) {
        this.json = json;
    }

    /** Reads a run of schema {@link JsonModel#TRACE} or {@link JsonModel#EXPLORATION}, without its lanes. */
    public static Recording read(Reader in) throws IOException, NotARun {
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), in)) {
            return new RecordingFile(json).read();
        } catch (StreamConstraintsException _) {
            throw new NotARun("too large or too deep");
        } catch (StreamReadException e) {
            throw new NotARun("not JSON (line " + e.getLocation().getLineNr() + ")");
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    private Recording read() throws NotARun {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new NotARun("not an object");
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "schema" -> {
                    String schema = text(name);
                    known = schema.equals(JsonModel.TRACE) || schema.equals(JsonModel.EXPLORATION);
                }
                case "setup" -> setup = settings(name);
                case "property" -> property = optional(name);
                case "message" -> message = optional(name);
                case "trace" -> steps = steps();
                default -> json.skipChildren();
            }
        }
        if (json.nextToken() != null) {
            throw new NotARun("something follows after its end");
        }
        if (!known) {
            throw new NotARun("its schema is not " + JsonModel.TRACE);
        }
        return new Recording(given("setup", setup), List.of(), given("trace", steps), violation());
    }

    private Optional<Violation> violation() throws NotARun {
        String what = property;
        if (what == null) {
            return Optional.empty();
        }
        return Optional.of(new Violation(new Property(what, ""), given("message", message)));
    }

    private static <T> T given(String name, @Nullable T value) throws NotARun {
        if (value == null) {
            throw new NotARun(name + " is missing");
        }
        return value;
    }

    private Map<String, String> settings(String name) throws NotARun {
        expect(JsonToken.START_OBJECT, name, "an object");
        Map<String, String> settings = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String setting = json.currentName();
            String value = switch (json.nextToken()) {
                case VALUE_STRING, VALUE_NUMBER_INT, VALUE_TRUE, VALUE_FALSE -> json.getString();
                case null, default -> throw new NotARun(name + "." + shown(setting) + " is not a setting");
            };
            if (settings.put(setting, value) != null) {
                throw new NotARun(name + "." + shown(setting) + " is there twice");
            }
            limit(name, settings.size(), MOST_SETTINGS);
        }
        return settings;
    }

    private List<Recording.Step> steps() throws NotARun {
        expect(JsonToken.START_ARRAY, "trace", "a list");
        List<Recording.Step> read = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            read.add(step("trace[" + read.size() + "]"));
            limit("trace", read.size(), MOST_STEPS);
        }
        return read;
    }

    private Recording.Step step(String where) throws NotARun {
        expect(JsonToken.START_OBJECT, where, "an object");
        Map<String, String> texts = new LinkedHashMap<>();
        List<Recording.Change> changes = null;
        int unit = -1;
        int alternative = -1;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            String place = where + "." + shown(name);
            switch (name) {
                case "process", "text", "function", "file", "revision" -> texts.put(name, text(place));
                case "unit" -> unit = number(place, 1);
                case "alternative" -> alternative = number(place, MOST_STEPS);
                case "changes" -> changes = changes(place);
                default -> json.skipChildren();
            }
        }
        for (String needed : List.of("process", "text", "function", "file", "revision")) {
            given(where + "." + needed, texts.get(needed));
        }
        if (unit < 0 || alternative < 0) {
            throw new NotARun(where + (unit < 0 ? ".unit" : ".alternative") + " is missing");
        }
        Source source = new Source(of(texts, "function"), of(texts, "file"), of(texts, "revision"));
        return new Recording.Step(0, of(texts, "process"), unit, alternative, of(texts, "text"), source, List.of(),
                given(where + ".changes", changes));
    }

    private List<Recording.Change> changes(String where) throws NotARun {
        expect(JsonToken.START_ARRAY, where, "a list");
        List<Recording.Change> read = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            String place = where + "[" + read.size() + "]";
            expect(JsonToken.START_OBJECT, place, "an object");
            Map<String, String> texts = new LinkedHashMap<>();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "slot", "before", "after" -> texts.put(name, text(place + "." + name));
                    default -> json.skipChildren();
                }
            }
            for (String needed : List.of("slot", "before", "after")) {
                given(place + "." + needed, texts.get(needed));
            }
            read.add(new Recording.Change(of(texts, "slot"), of(texts, "before"), of(texts, "after")));
            limit(where, read.size(), MOST_CHANGES);
        }
        return read;
    }

    private static String of(Map<String, String> texts, String name) {
        return texts.getOrDefault(name, "");
    }

    private void expect(JsonToken token, String name, String what) throws NotARun {
        if (json.currentToken() != token) {
            throw new NotARun(name + " is not " + what);
        }
    }

    private String text(String name) throws NotARun {
        expect(JsonToken.VALUE_STRING, name, "a text");
        return json.getString();
    }

    private @Nullable String optional(String name) throws NotARun {
        return json.currentToken() == JsonToken.VALUE_NULL ? null : text(name);
    }

    private int number(String name, int most) throws NotARun {
        expect(JsonToken.VALUE_NUMBER_INT, name, "a whole number");
        String digits = json.getString();
        int number = digits.matches("[0-9]{1,6}") ? Integer.parseInt(digits) : -1;
        if (number < 0 || number > most) {
            throw new NotARun(name + " is not a number from 0 to " + most);
        }
        return number;
    }

    private static void limit(String name, int size, int most) throws NotARun {
        if (size > most) {
            throw new NotARun(name + " has more than " + most + " entries");
        }
    }

    /** Text of such a file as far as it belongs into a message, harmless on a terminal. */
    public static String shown(String text) {
        return Visible.of(text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text);
    }
}
