package org.lazymmu.commit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Words that commits are searched for. A commit is found if its subject or its body has all of them; words of several parts,
 * such as {@code set_pte_at} or {@code "read back"}, have to stand there as they are, and {@code lazy*} is any word that begins
 * so. Upper and lower case are the same.
 */
public final class Query {
    private static final int MAX_WORDS = 50;
    private static final int MAX_CHARS = 500;

    private final String expression;

    private Query(String expression) {
        this.expression = expression;
    }

    /**
     * A search for words.
     *
     * @throws IllegalArgumentException if there is nothing in them to search for
     */
    public static Query of(List<String> words) {
        List<String> terms = new ArrayList<>();
        for (String word : words.subList(0, Math.min(words.size(), MAX_WORDS))) {
            String text = word.substring(0, Math.min(word.length(), MAX_CHARS)).replace('\0', ' ').strip();
            boolean begins = text.endsWith("*");
            if (text.chars().anyMatch(Character::isLetterOrDigit)) {
                // a string of the search language: nothing in it has a meaning
                terms.add('"' + text.replace("\"", "\"\"") + '"' + (begins ? "*" : ""));
            }
        }
        if (terms.isEmpty()) {
            throw new IllegalArgumentException("there is no word to search for");
        }
        return new Query(String.join(" AND ", terms));
    }

    /** As the full-text index takes it. */
    String expression() {
        return expression;
    }

    @Override
    public String toString() {
        return expression.toLowerCase(Locale.ROOT);
    }
}
