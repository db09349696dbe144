package org.lazymmu.history;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A ref that somebody wants to hear about.
 *
 * @param id         its number in the database, 0 before it is there
 * @param mirror     the name of the mirror that it is of, empty if it is none's
 * @param repository where that is
 * @param ref        the full name of the ref in it
 * @param label      what people call the repository and the ref
 * @param sought     what notices are made of
 * @param webhook    where notices are posted, empty: nowhere. May hold a secret: see {@link Webhook#shown}
 * @param feed       the file that is kept up to date with the notices, empty: none
 * @param mail       whether notices wait to be written as mail
 * @param added      since when there is one
 * @param tip        the commit up to which notices were made, empty: none yet
 * @param looked     when the ref was looked at last; the epoch if never
 * @param error      why that failed, otherwise empty
 */
public record Watch(long id, String mirror, Path repository, String ref, String label, Sought sought, String webhook,
        String feed,
        boolean mail, Instant added, String tip, Instant looked, String error) {
}
