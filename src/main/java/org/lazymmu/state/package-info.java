/**
 * What is kept between runs: the folders, and the database.
 *
 * <p>
 * The only package that knows the SQLite driver. Packages that keep tables bring their own SQL files ({@link
 * org.lazymmu.state.Tables}) and speak {@code java.sql} inside {@link org.lazymmu.state.Database#read} and
 * {@link org.lazymmu.state.Database#write}. Uses nothing. Start reading at {@link org.lazymmu.state.Database}.
 */
@NullMarked
package org.lazymmu.state;

import org.jspecify.annotations.NullMarked;
