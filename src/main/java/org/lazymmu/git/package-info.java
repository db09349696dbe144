/**
 * The git program: the one place that starts it.
 *
 * <p>
 * Every run has hooks, prompts, pagers and the system's configuration switched off, a deadline, and an end that leaves no process
 * behind. What the user has configured for reaching servers (credentials, ssh, proxies) stays. Uses nothing. Start reading at
 * {@link org.lazymmu.git.Git}.
 */
@NullMarked
package org.lazymmu.git;

import org.jspecify.annotations.NullMarked;
