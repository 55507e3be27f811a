/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One idea: a study is a file of lists, and every combination is a process.
 *
 * <pre>{@code
 * # study.yaml
 * command: [java, -jar, study.jar, train, --learning-rate, "{rate}", --layer, "{layer}", --seed, "{seed}"]
 * grid:
 *   layer: [hashed, acdc]
 *   rate: [0.001, 0.003]
 *   seed: [1, 2, 3]
 * parallel: 2
 * cpus: ["0-3", "4-7"]          # or gpus: [0, 1]
 * environment: {OMP_NUM_THREADS: 4}
 * folder: results               # beside this file
 * }</pre>
 *
 * <p>No space, no generator and no score: what a process does with its arguments is its own affair.
 * Processes at a time have a device each: processors by {@code taskset} where there is one, a GPU
 * by {@code CUDA_VISIBLE_DEVICES}. Variable {@code VERNIER_GRID_FOLDER} tells a process its folder,
 * where its log is. Run again, {@link io.github.vernier.arbiter.gridrun.GridRun} goes on with what
 * has not ended with exit code 0.
 */
package io.github.vernier.arbiter.gridrun;
