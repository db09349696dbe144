package org.lazymmu.mirror;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** What is to be done after each successful synchronisation, while nobody else can change the mirror. */
public interface Synced {
    /** Nothing. */
    Synced NOTHING = (_, _) -> {
    };

    /**
     * What there is to know.
     *
     * @param repository the bare repository with the mirror's refs under {@link Mirror#refs}
     * @param changes    what became of its refs, by name; all of them the first time. An earlier call may have been killed:
     *                   whoever follows the refs has to know by itself how far it came
     * @param at         when the synchronisation succeeded
     */
    record Event(Path repository, List<RefChange> changes, Instant at) {
        public Event {
            changes = List.copyOf(changes);
        }
    }

    /**
     * Called after each success, also if nothing has changed. What it throws is reported; the mirror stays synchronised.
     */
    void synced(Mirror mirror, Event event) throws IOException;

    /** This, and something else afterwards even if this fails; then the first failure is what is reported. */
    default Synced then(Synced next) {
        return (mirror, event) -> {
            try {
                synced(mirror, event);
            } catch (IOException first) {
                try {
                    next.synced(mirror, event);
                } catch (IOException second) {
                    first.addSuppressed(second);
                }
                throw first;
            }
            next.synced(mirror, event);
        };
    }
}
