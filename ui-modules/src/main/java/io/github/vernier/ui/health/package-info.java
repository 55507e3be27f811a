/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What is wrong with a training, in plain language.
 *
 * <p>A {@link io.github.vernier.ui.health.Check} reads a {@link
 * io.github.vernier.ui.health.History} of one type of records, some hundred of them spread over the
 * session and the newest, and says what it found: {@link io.github.vernier.ui.health.Finding}s with
 * their evidence in numbers and the page that shows more. {@link
 * io.github.vernier.ui.health.Examination} runs all checks of which a session has records.
 *
 * <p>The words are texts {@code finding.<key>} (what), {@code finding.<key>.evidence} (the numbers,
 * and what helps) of the overview page's dictionaries. To add a check, write one class, name it in
 * {@link io.github.vernier.ui.health.Checks}, and write its texts.
 *
 * <p>Thresholds are rules of thumb and stand as constants in each check; a finding is a reason to
 * look, not a verdict.
 */
package io.github.vernier.ui.health;
