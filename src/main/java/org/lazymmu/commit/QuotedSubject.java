package org.lazymmu.commit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The subject that people put behind a commit's id, {@code ("...")} and its relatives, folded or not.
 *
 * @param text with white space folded; empty when there is none
 * @param end  behind it in the message, or where it would begin
 */
record QuotedSubject(String text, int end) {
    private static final int MAX_CHARS = 600;
    private static final Pattern OPENING = Pattern
            .compile("[>\\])]?[ \\t]{0,8}[:,]?(?:[ \\t]{0,8}\\r?\\n[ \\t]{0,12})?[ \\t]{0,8}(\\(\\s?[\"“']|[\"“])");
    private static final Pattern SPACE = Pattern.compile("\\s++");

    /** What stands behind a place. */
    static QuotedSubject after(String text, int place) {
        QuotedSubject none = new QuotedSubject("", place);
        Matcher opening = OPENING.matcher(text).region(place, text.length());
        if (!opening.lookingAt()) {
            return none;
        }
        boolean bracket = opening.group(1).startsWith("(");
        char quote = opening.group(1).charAt(opening.group(1).length() - 1);
        String closing = (quote == '“' ? "”" : String.valueOf(quote)) + (bracket ? ")" : "");
        int limit = Math.min(text.length(), opening.end() + MAX_CHARS);
        int paragraph = text.indexOf("\n\n", opening.end());
        limit = paragraph < 0 ? limit : Math.min(limit, paragraph);
        int close = text.substring(opening.end(), limit).indexOf(closing);
        if (close < 0) {
            return none;
        }
        int from = opening.end();
        int end = from + close;
        while (!bracket && end + 1 < limit && text.charAt(end + 1) == quote) {
            end++; // "Revert "x""
        }
        return new QuotedSubject(SPACE.matcher(text.substring(from, end)).replaceAll(" ").strip(),
                end + closing.length());
    }
}
