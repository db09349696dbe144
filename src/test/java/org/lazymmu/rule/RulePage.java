package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of {@code docs/rules}: its title, its sections in order, the C in them. */
final class RulePage {
    private static final Pattern SECTION = Pattern.compile("^## (.+)$", Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("```c\n(.*?)```", Pattern.DOTALL);

    private final String text;
    private final Map<String, String> sections = new LinkedHashMap<>();

    RulePage(String text) {
        this.text = text;
        Matcher section = SECTION.matcher(text);
        int from = -1;
        String name = "";
        while (section.find()) {
            if (from >= 0) {
                sections.put(name, text.substring(from, section.start()));
            }
            name = section.group(1);
            from = section.end();
        }
        sections.put(name, text.substring(Math.max(from, 0)));
    }

    String title() {
        return text.lines().findFirst().orElse("");
    }

    List<String> sections() {
        return List.copyOf(sections.keySet());
    }

    List<String> code(String section) {
        List<String> result = new ArrayList<>();
        Matcher code = CODE.matcher(sections.getOrDefault(section, ""));
        while (code.find()) {
            result.add("#include <linux/mm.h>\n\n" + code.group(1));
        }
        return result;
    }
}
