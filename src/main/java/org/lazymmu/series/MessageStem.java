package org.lazymmu.series;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A message id as {@code git send-email} and b4 make them: all mails of one series share it, but for a number that counts them.
 * {@code 20250303141542.3371656-2-ryan.roberts@arm.com} is the second mail of its series, which is the first patch where there is a
 * cover letter; with {@code 20250303-lazy-v2-2-0123456789ab@kernel.org} b4 counts from the cover as 0.
 *
 * @param before what stands before the number
 * @param number the number
 * @param after  what stands after it
 */
record MessageStem(String before, int number, String after) {
    private static final Pattern SEND_EMAIL = Pattern.compile("(\\d{8,14}\\.\\d+-)(\\d{1,4})(-\\S+@\\S+)");
    private static final Pattern B4 = Pattern.compile("(\\d{8}-\\S+-v\\d+-)(\\d{1,4})(-[0-9a-f]{6,}@\\S+)");
    /** The parts of a message id, or null where it is not one of these. */
    static @Nullable MessageStem of(String messageId) {
        for (Pattern form : new Pattern[]{ SEND_EMAIL, B4 }) {
            Matcher matcher = form.matcher(messageId);
            if (matcher.matches()) {
                return new MessageStem(matcher.group(1), Integer.parseInt(matcher.group(2)), matcher.group(3));
            }
        }
        return null;
    }

    /** Whether both are of one series. */
    boolean isBeside(MessageStem other) {
        return before.equals(other.before) && after.equals(other.after);
    }
}
