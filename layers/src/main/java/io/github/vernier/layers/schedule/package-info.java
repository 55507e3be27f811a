/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Schedules that ND4J does not have.
 *
 * <p>{@link io.github.vernier.layers.schedule.CosineSchedule} falls along half a cosine to zero.
 * For a rate that drops at given epochs use ND4J's own {@code MapSchedule}:
 *
 * <pre>{@code
 * new MapSchedule.Builder(ScheduleType.EPOCH).add(0, 0.1).add(60, 0.02).add(120, 0.004).build()
 * }</pre>
 */
package io.github.vernier.layers.schedule;
