package org.lazymmu.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files in the style of a kernel, and changes to them; lines that recur everywhere among lines that are unique. */
final class KernelText {
    private static final List<String> PATHS = Stream.of("arch/arm64/mm", "arch/powerpc/mm", "arch/sparc/mm",
            "arch/x86/xen", "drivers/gpu", "drivers/net", "fs/ext4", "fs/proc", "kernel", "mm", "net/ipv4")
            .flatMap(folder -> Stream.of("core", "memory", "table", "trace", "util")
                    .map(file -> folder + "/" + file + ".c"))
            .toList();
    private static final List<String> VERBS = List.of("walk", "zap", "copy", "flush", "scan", "map", "unmap", "collect",
            "charge", "split", "move", "protect", "reclaim", "account", "sync", "probe");
    private static final List<String> NOUNS = List.of("range", "folio", "entry", "table", "batch", "region", "vma",
            "queue",
            "window", "node", "cache", "device");
    private static final int FUNCTIONS = 9;

    private final Random random;
    private int names;

    KernelText(Random random) {
        this.random = random;
    }

    /** A whole tree. */
    Map<String, List<String>> files() {
        Map<String, List<String>> files = new TreeMap<>();
        for (String path : PATHS) {
            List<String> lines = new ArrayList<>(
                    List.of("// SPDX-License-Identifier: GPL-2.0", "#include <linux/mm.h>", ""));
            for (int i = 0; i < FUNCTIONS; i++) {
                lines.addAll(function());
            }
            files.put(path, List.copyOf(lines));
        }
        return files;
    }

    <E> E pick(List<E> all) {
        return all.get(random.nextInt(all.size()));
    }

    String name() {
        return pick(VERBS) + "_" + pick(NOUNS) + "_" + ++names;
    }

    String path() {
        return pick(PATHS);
    }

    private List<String> function() {
        String name = name();
        List<String> lines = new ArrayList<>(
                List.of("static int " + name + "(struct mm_struct *mm, unsigned long addr)", "{",
                        "\tunsigned long flags = " + name() + "(addr);", "\tint ret = 0;", "", "\tif (!mm)",
                        "\t\treturn -EINVAL;"));
        int length = 3 + random.nextInt(6);
        for (int i = 0; i < length; i++) {
            lines.addAll(statement());
        }
        lines.addAll(List.of("\tspin_unlock(&mm->page_table_lock);", "\treturn ret;", "}", ""));
        return lines;
    }

    private List<String> statement() {
        return switch (random.nextInt(5)) {
            case 0 -> List.of("\tret = " + name() + "(mm, addr);", "\tif (ret)", "\t\tgoto out;");
            case 1 -> List.of("\tif (flags & VM_" + name().toUpperCase(java.util.Locale.ROOT) + ") {",
                    "\t\tcond_resched();",
                    "\t\tcontinue;", "\t}");
            case 2 -> List.of("\tfor (; addr < " + name() + "_end; addr += PAGE_SIZE)", "\t\tflags |= 1;");
            default -> List.of("\t" + name() + "(mm, addr, flags);");
        };
    }

    /** A change that fits some files: of a line that is unique there, or next to one. */
    Edit edit(Map<String, List<String>> files, String path) {
        List<String> lines = files.get(path);
        while (true) {
            int at = 4 + random.nextInt(lines.size() - 6);
            String before = lines.get(at);
            if (!before.matches(".*_\\d+.*") || lines.indexOf(before) != lines.lastIndexOf(before)) {
                continue;
            }
            String next = lines.get(at + 1);
            boolean replaces = next.startsWith("\t") && next.matches(".*_\\d+.*") && random.nextInt(3) > 0;
            return replaces ? new Edit(path, before, List.of(next), replacement(next))
                    : new Edit(path, before, List.of(), addition());
        }
    }

    private List<String> replacement(String line) {
        String indent = line.substring(0, line.length() - line.stripLeading().length());
        return switch (random.nextInt(4)) {
            case 0 -> List.of(); // it only goes
            case 1 -> List.of(indent + "if (likely(flags & " + name() + "))", "\t" + line);
            case 2 -> List.of(line.replaceFirst("_(\\d+)", "_$1_" + pick(NOUNS) + ++names));
            default -> List.of(indent + name() + "(mm, addr);", line);
        };
    }

    /** New lines; one in four is what many patches add. */
    private List<String> addition() {
        return switch (random.nextInt(4)) {
            case 0 -> pick(List.of(List.of("\tif (!mm)", "\t\treturn -EINVAL;"), List.of("\tcond_resched();"),
                    List.of("\tif (ret)", "\t\tgoto out;"), List.of("\tflags = 0;")));
            case 1 -> List.of("\tif (" + name() + "(mm, addr))", "\t\treturn -EAGAIN;");
            case 2 -> List.of("\tlockdep_assert_held(&mm->" + name() + ");", "\tflags &= ~" + name() + ";");
            default -> List.of("\t" + name() + "(addr, flags);");
        };
    }

    /** A sentence that no other message has. */
    String sentence() {
        return "The " + pick(NOUNS) + " in " + name() + "() is not what " + name()
                + "() expects when it is called under load.";
    }
}
