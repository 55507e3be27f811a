/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The command line and what it runs.
 *
 * <ul>
 *   <li>{@link io.github.vernier.examples.cli}: commands, options, messages, exit codes
 *   <li>{@link io.github.vernier.examples.compress}: the steps of {@code vernier compress}
 *   <li>{@link io.github.vernier.examples.study}: those of {@code vernier train} and {@code vernier
 *       recu}
 *   <li>{@link io.github.vernier.examples.training}: what both share, and the published protocols
 *   <li>{@link io.github.vernier.examples.report}: the files they write
 *   <li>{@link io.github.vernier.examples.count}: {@code vernier count}
 *   <li>{@link io.github.vernier.examples.estimators}: {@code vernier estimators}
 *   <li>{@link io.github.vernier.examples.probe}: {@code vernier probe}
 *   <li>{@link io.github.vernier.examples.networks}, {@link io.github.vernier.examples.data}: what
 *       they work on
 * </ul>
 *
 * <p>{@code mvn -DskipTests package} leaves {@code target/vernier.jar}, which finds the rest in
 * {@code target/lib}.
 */
package io.github.vernier.examples;
