/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.trial;

import java.time.Instant;

/**
 * A change of a trial's status, never taken back.
 *
 * @param trial the trial's id
 * @param attempt the attempt it belongs to
 * @param status the new status
 * @param at when
 */
public record TrialEvent(int trial, int attempt, TrialStatus status, Instant at) {}
