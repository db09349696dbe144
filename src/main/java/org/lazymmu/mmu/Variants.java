package org.lazymmu.mmu;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Versions of backends and of the generic code, as of any point in the kernel's history.
 *
 * <p>
 * They are named like {@code powerpc} (the newest), {@code powerpc@b9ef323ea168} (as of that commit),
 * {@code powerpc@b9ef323ea168^} (just before it), {@code powerpc@v6.6} (as of that release) or {@code powerpc@v6.12.y}
 * (as of that stable series). A commit may be one that changed something else: it is a point in history all the same.
 */
public final class Variants {
    private static final String GENERIC = "generic";

    /** What an architecture and the generic code are at one point in history. */
    public record At(Revision revision, Variant variant, GenericCode.Version generic) {
    }

    /** The architectures whose hooks are modelled, in the order in which they are listed. */
    public enum Architecture {
        POWERPC {
            @Override
            Variant at(Revision at) {
                return new PowerpcHash.Version(at.has("b9ef323ea168"), at.has("313a05a15a1b"),
                        at.has("9fee28baa601") && !at.has("47b8def9358c"), at.has("313a05a15a1b"),
                        at.has("c3f0778ffeca"));
            }
        },
        SPARC64 {
            @Override
            Variant at(Revision at) {
                // an interrupt changes kernel mappings, which no batch ever holds here
                return new Sparc64.Version(at.has("a1d416bf9faf"), true,
                        at.has("1a10a44dfc1d") && !at.has("eb61ad14c459"), at.has("dacd24ec4965"),
                        at.has("442bf488b9e8"));
            }
        },
        XEN {
            @Override
            Variant at(Revision at) {
                XenPv.Switching switching = at.has("4594437880ce")
                        ? XenPv.Switching.BY_COUNT_TOLERANT
                        : at.has("291b3abed657") ? XenPv.Switching.BY_COUNT : XenPv.Switching.BY_FLAG;
                return new XenPv.Version(true, at.has("49147beb0ccb") && !at.has("c36549ff8d84"), switching);
            }
        },
        ARM64 {
            @Override
            Variant at(Revision at) {
                return new Arm64.Version(at.has("b81c688426a9"), at.has("5fdd05efa1cd"), !at.has("1ef3095b1405"),
                        at.has("4dd9b4d7a8d5"));
            }
        },
        S390 {
            @Override
            Variant at(Revision at) {
                return at.has("s390-v6") ? new S390.Version() : new NoHooks.Version();
            }
        },
        NONE {
            @Override
            Variant at(Revision at) {
                return new NoHooks.Version();
            }
        };

        /** Its hooks at a point in history. */
        abstract Variant at(Revision at);

        /** Whether it has no {@code set_ptes()} of its own; those of arm64 and s390 never entered the mode. */
        boolean usesGenericSetPtes() {
            return switch (this) {
                case POWERPC, SPARC64, ARM64, S390 -> false;
                case XEN, NONE -> true;
            };
        }

        /** Its hooks, and the generic code as it is there, at a point in history. */
        public At asOf(Revision revision) {
            GenericCode.Version generic = generic(revision);
            return new At(revision, at(revision), usesGenericSetPtes() ? generic : generic.withoutSetPtes());
        }

        /** What changed its hooks, oldest first. */
        public List<Commit> commits(Commits commits) {
            return commits.all().stream().filter(commit -> commit.component().id().equals(id())).toList();
        }

        /** Whether a commit changed it, or the code that all architectures share. */
        boolean isConcernedBy(Commit commit) {
            return switch (commit.component()) {
                case POWERPC, SPARC64, XEN, ARM64, S390 -> commit.component().id().equals(id());
                case GENERIC, MADVISE, TASK_MMU, COUNTED -> true;
            };
        }

        /** What its hooks put off. */
        public String text() {
            return switch (this) {
                case POWERPC -> "hash MMU: entries of the hash table are invalidated later";
                case SPARC64 -> "entries of the TLB and of the TSB are flushed later";
                case XEN -> "x86 as a guest of Xen: the writes themselves wait in a queue of each CPU";
                case ARM64 -> "kernel mappings only: barriers after the writes wait";
                case S390 -> "as proposed in 2026: the writes themselves wait in a cache of PTEs of each CPU";
                case NONE -> "all other architectures: the hooks are empty, nothing is put off";
            };
        }

        /** Its name on the command line. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Commits commits;

    public Variants(Commits commits) {
        this.commits = commits;
    }

    /** The names of the backends. */
    public static List<String> backends() {
        return Arrays.stream(Architecture.values()).map(Architecture::id).toList();
    }

    /**
     * The hooks that a name such as {@code powerpc@b9ef323ea168^} stands for.
     *
     * @throws IllegalArgumentException if it stands for none; the message lists what there is
     */
    public Variant resolve(String name) {
        return at(name).variant();
    }

    /**
     * The hooks that a name stands for, together with the generic code of the same point in history.
     *
     * @throws IllegalArgumentException if it stands for none; the message lists what there is
     */
    public At at(String name) {
        String backend = beforeAt(name);
        for (Architecture architecture : Architecture.values()) {
            if (architecture.id().equals(backend)) {
                return architecture.asOf(revision(name));
            }
        }
        throw new IllegalArgumentException(
                "no backend '" + backend + "'; there are " + String.join(", ", backends()));
    }

    /**
     * The generic code that a name such as {@code generic@691ee97e1a9d^} stands for, as it is for an architecture that has
     * nothing of its own instead.
     *
     * @throws IllegalArgumentException if it stands for none; the message lists what there is
     */
    public GenericCode.Version generic(String name) {
        if (!beforeAt(name).equals(GENERIC)) {
            throw new IllegalArgumentException("'" + name + "' does not begin with " + GENERIC);
        }
        return generic(revision(name));
    }

    private static GenericCode.Version generic(Revision at) {
        return new GenericCode.Version(at.has("bcc6cc832573") && !at.has("691ee97e1a9d"), at.has("5ab246749569"),
                at.has("38e0edb15bd0"), era(at));
    }

    private static Era era(Revision at) {
        return at.has("5ab246749569") ? Era.COUNTED : at.has("691ee97e1a9d") ? Era.NO_NESTING : Era.PTL;
    }

    private Revision revision(String name) {
        int at = name.indexOf('@');
        return at < 0 ? Revision.newest(commits) : Revision.parse(name.substring(at + 1), commits);
    }

    private static String beforeAt(String name) {
        int at = name.indexOf('@');
        return at < 0 ? name : name.substring(0, at);
    }
}
