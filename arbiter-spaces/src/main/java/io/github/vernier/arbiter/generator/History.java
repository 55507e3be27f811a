/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.generator;

import io.github.vernier.arbiter.trial.Trial;
import java.util.List;

/**
 * What a generator may know when it chooses a candidate.
 *
 * @param id the candidate's id
 * @param known all trials up to the horizon, by id, finished
 * @param pending the trials between the horizon and the candidate, by id; their values may be used,
 *     but not how they stand, which depends on timing
 */
public record History(int id, List<Trial> known, List<Trial> pending) {}
