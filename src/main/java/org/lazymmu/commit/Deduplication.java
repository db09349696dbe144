package org.lazymmu.commit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lazymmu.commit.Reference.Kind;

/** Says each thing once that a message says of another commit. */
final class Deduplication {
    private Deduplication() {
    }

    /** @param reverted the subject that the message's own subject takes back, or empty */
    static List<Reference> of(List<Reference> references, String reverted) {
        Set<String> related = new HashSet<>();
        for (Reference reference : references) {
            if (reference.kind() != Kind.MENTION) {
                related.add(reference.id());
            }
        }
        Map<String, Integer> places = new HashMap<>();
        List<Reference> result = new ArrayList<>();
        for (Reference reference : references) {
            if (reference.kind() == Kind.MENTION && related.contains(reference.id())) {
                continue;
            }
            Integer place = places.putIfAbsent(reference.kind() + " " + reference.id(), result.size());
            if (place == null) {
                result.add(reference);
            } else {
                result.set(place, joined(result.get(place), reference));
            }
        }
        addReverted(result, reverted);
        return List.copyOf(result);
    }

    private static Reference joined(Reference first, Reference again) {
        return new Reference(first.kind(), first.id(), first.subject().isEmpty() ? again.subject() : first.subject(),
                first.origin().isEmpty() ? again.origin() : first.origin(), first.certain() || again.certain(),
                first.line());
    }

    /** The subject in {@code Revert "..."} belongs to the first commit that the text says it reverts, or stands for itself. */
    private static void addReverted(List<Reference> references, String reverted) {
        if (reverted.isEmpty()) {
            return;
        }
        for (int i = 0; i < references.size(); i++) {
            Reference reference = references.get(i);
            if (reference.kind() == Kind.REVERTS) {
                if (reference.subject().isEmpty()) {
                    references.set(i, new Reference(Kind.REVERTS, reference.id(), reverted, reference.origin(), true,
                            reference.line()));
                }
                return;
            }
        }
        references.add(0, new Reference(Kind.REVERTS, "", reverted, "", true, 1));
    }
}
