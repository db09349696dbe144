package org.lazymmu.c;

import java.util.ArrayList;
import java.util.List;

/** The {@code #if} groups around a place at file level: which branch the place is in, and the condition of them all. */
final class OpenGroups {
    /** Beyond this depth inner conditions are left out, so that hostile nesting costs no memory. */
    private static final int MAX_CONDITIONS = 100;

    private static final class Frame {
        private final int group;
        private int branch;
        /** The token at which a declaration began that ended within this branch, though it began before the group; or -1. */
        private int prefix;
        private Condition condition = Condition.ALWAYS;

        Frame(int group, int branch, int prefix) {
            this.group = group;
            this.branch = branch;
            this.prefix = prefix;
        }
    }

    private final Directives directives;
    private final List<Frame> frames = new ArrayList<>();
    /** By group: the index of its frame and 1, or 0. */
    private final int[] frameOf;

    OpenGroups(Directives directives) {
        this.directives = directives;
        frameOf = new int[directives.groups().size()];
    }

    void push(int group, int branch, int prefix) {
        Frame frame = new Frame(group, branch, prefix);
        frames.add(frame);
        frameOf[group] = frames.size();
        update(frame, frames.size() - 1);
    }

    private void update(Frame frame, int index) {
        Condition around = index == 0 ? Condition.ALWAYS : frames.get(index - 1).condition;
        Condition own = directives.groups().get(frame.group).conditions().get(frame.branch);
        frame.condition = index >= MAX_CONDITIONS ? around : ConditionParser.all(List.of(around, own));
    }

    void pop() {
        frameOf[frames.removeLast().group] = 0;
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    boolean isTop(int group) {
        return !frames.isEmpty() && frames.getLast().group == group;
    }

    /** The branch of an open group, or -1 if it is not open here. */
    int branch(int group) {
        int frame = frameOf[group];
        return frame == 0 ? -1 : frames.get(frame - 1).branch;
    }

    /** Moves the innermost group to another branch and tells the declaration to be walked again for it, or -1. */
    int enter(int branch) {
        Frame frame = frames.getLast();
        frame.branch = branch;
        update(frame, frames.size() - 1);
        return frame.prefix;
    }

    /** The number of the innermost group, or -1. */
    int innermost() {
        return frames.isEmpty() ? -1 : frames.getLast().group;
    }

    Condition condition() {
        return frames.isEmpty() ? Condition.ALWAYS : frames.getLast().condition;
    }
}
