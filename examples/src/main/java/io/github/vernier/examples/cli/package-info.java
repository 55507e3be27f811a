/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The command line {@code vernier}: options, messages, progress, exit codes.
 *
 * <pre>
 * java -jar vernier.jar compress
 * java -jar vernier.jar compress --data mnist --data-dir mnist --model mine.zip --budget 0.05
 * java -jar vernier.jar compress --layer binary
 * java -jar vernier.jar count
 * java -jar vernier.jar help compress
 * </pre>
 *
 * <p>Exit codes: 0 done, 1 failed, 2 what was given does not fit, 130 interrupted. An error is one
 * line; {@code --verbose} adds the stack trace.
 *
 * <p>{@link io.github.vernier.examples.cli.Vernier} holds JavaCPP to 4 GB of arrays and 8 GB in all
 * unless the usual system properties say otherwise. On a terminal progress is a bar and the UI is
 * on; elsewhere there is one line for each epoch and no UI. What the commands do is in other
 * packages.
 */
package io.github.vernier.examples.cli;
