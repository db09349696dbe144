package org.lazymmu.kconfig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lazymmu.c.Condition;
import org.lazymmu.source.TextTree;

/** Under which options a file is built. */
class MakefilesTest {
    private static String built(String makefile, String file) {
        return Condition.text(new Makefiles(new TextTree("tiny",
                Map.of("Kbuild", "obj-y += mm/ $(ARCH)\nobj-$(CONFIG_NET) += net/\n", "mm/Makefile", makefile,
                        "mm/sub/Makefile", "obj-$(CONFIG_SUB) += s.o\n", "net/Makefile", "obj-y += n.o\n")))
                .of(file));
    }

    @Test
    void listsOfTheBuildItself() {
        assertThat(built("obj-y := a.o", "mm/a.c")).isEmpty();
        assertThat(built("obj-$(CONFIG_A) += a.o b.o", "mm/a.c")).isEqualTo("CONFIG_A");
        assertThat(built("obj-$(CONFIG_A) += \\\n\tb.o \\\n\ta.o # last", "mm/a.c")).isEqualTo("CONFIG_A");
        assertThat(built("obj-$(CONFIG_A) += a.o\nobj-$(CONFIG_B) += a.o", "mm/a.c"))
                .isEqualTo("CONFIG_A || CONFIG_B");
        assertThat(built("lib-$(CONFIG_A) += a.o", "mm/a.c")).isEqualTo("CONFIG_A");
        assertThat(built("obj-$(subst m,y,$(CONFIG_A)) += a.o", "mm/a.c")).isEqualTo("CONFIG_A");
    }

    @Test
    void listsWithinLists() {
        assertThat(built("mmu-$(CONFIG_MMU) := a.o\nobj-y := b.o $(mmu-y)", "mm/a.c")).isEqualTo("CONFIG_MMU");
        assertThat(built("x-objs := a.o\nobj-$(CONFIG_X) += x.o", "mm/a.c")).isEqualTo("CONFIG_X");
        assertThat(built("x-$(CONFIG_A) += a.o\nobj-$(CONFIG_X) += x.o", "mm/a.c"))
                .isEqualTo("CONFIG_A && CONFIG_X");
        assertThat(built("x-y += $(y-y)\ny-$(CONFIG_A) += a.o\nobj-y += x.o", "mm/a.c")).isEqualTo("CONFIG_A");
        assertThat(built("x-y := y.o\ny-y := x.o a.o", "mm/a.c")).as("built by nobody").isEmpty();
    }

    @Test
    void foldersAreConditionsToo() {
        assertThat(built("obj-$(CONFIG_A) += sub/", "mm/sub/s.c")).isEqualTo("CONFIG_A && CONFIG_SUB");
        assertThat(built("", "net/n.c")).isEqualTo("CONFIG_NET");
        assertThat(built("", "arch/x86/mm/a.c")).isEmpty();
    }

    @Test
    void blocksOfMake() {
        assertThat(built("ifdef CONFIG_A\nobj-y += a.o\nendif", "mm/a.c")).isEqualTo("CONFIG_A");
        assertThat(built("ifndef CONFIG_A\nobj-y += a.o\nendif", "mm/a.c")).isEqualTo("!CONFIG_A");
        assertThat(built("ifeq ($(CONFIG_A),y)\nobj-y += b.o\nelse\nobj-y += a.o\nendif", "mm/a.c"))
                .isEqualTo("!CONFIG_A");
        assertThat(built("ifneq ($(CONFIG_A),)\nobj-$(CONFIG_B) += a.o\nendif", "mm/a.c"))
                .isEqualTo("CONFIG_A && CONFIG_B");
        assertThat(built("ifeq ($(CONFIG_A)$(CONFIG_B),yy)\nobj-y += a.o\nendif", "mm/a.c"))
                .isEqualTo("CONFIG_A && CONFIG_B");
        assertThat(built("ifeq ($(BITS),32)\nobj-$(CONFIG_A) += a.o\nendif", "mm/a.c")).isEqualTo("CONFIG_A");
    }

    @Test
    void whatIsNotUnderstoodTakesNothingAway() {
        assertThat(built("obj-$(CONFIG_A) += a.o\nobj-y += $(addsuffix .o,$(list))", "mm/a.c")).isEmpty();
        assertThat(built("obj-$(CONFIG_A) += a.o\nobj-y += fault_$(BITS).o", "mm/a.c")).isEqualTo("CONFIG_A");
        assertThat(built("obj-$(CONFIG_A) += fault_32.o\nobj-y += fault_$(BITS).o", "mm/fault_32.c")).isEmpty();
        assertThat(built("obj-$(CONFIG_A) += a.o\ninclude other", "mm/a.c")).isEmpty();
        assertThat(built("obj-$(CONFIG_A) += b.o", "mm/a.c")).isEmpty();
        assertThat(built("obj-$(CONFIG_A) += a.o", "mm/a.h")).isEmpty();
        assertThat(built("else\nobj-$(CONFIG_A) += a.o", "mm/a.c")).isEmpty();
    }
}
