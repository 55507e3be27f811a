/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One idea: a search explains itself from its trials alone.
 *
 * <pre>{@code
 * try (TrialStore store = SqliteTrialStore.open(Path.of("search.db"))) {
 *     Study study = store.study().orElseThrow();
 *     List<Trial> trials = store.trials();
 *     ForestImportance.of(study, trials);            // which parameters decide the score
 *     BestSoFar.of(study, trials);                   // how it went
 *     SlicePoint.of(study, trials, "layer_0.ratio"); // one parameter against the score
 *     FailureGroup.of(trials);                       // what went wrong
 *     ParetoFronts.of(study.goals(), trials).best(); // trials that none beats in every goal
 * }
 * }</pre>
 *
 * <p>Nothing here needs the space, the data or a running search. Importance needs Tribuo ({@code
 * org.tribuo:tribuo-regression-tree}, Apache-2.0), a dependency of this module.
 */
package io.github.vernier.arbiter.analysis;
