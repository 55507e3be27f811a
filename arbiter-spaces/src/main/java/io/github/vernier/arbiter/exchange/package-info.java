/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One idea: trials come from elsewhere and go elsewhere: tables, JSON, Java.
 *
 * <pre>{@code
 * search.importTable(Path.of("optuna.csv"));      // study.trials_dataframe().to_csv(...)
 * TrialTable.write(study, trials, Path.of("trials.csv"));
 * TrialJson.write(study, trials, Path.of("trials.json"));
 * JavaSource.of(store, trial).write(Path.of("src"), "com.example", "Best");
 * }</pre>
 *
 * <p>The table has the columns of Optuna's {@code trials_dataframe}, so notebooks that read one
 * read the other, and a table written here can be imported again. Java source rebuilds a trial's
 * network from its configuration, with the trial's values beside it for a person to read; {@code
 * main} makes it a program.
 */
package io.github.vernier.arbiter.exchange;
