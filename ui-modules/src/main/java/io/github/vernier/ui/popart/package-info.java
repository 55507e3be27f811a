/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The page {@code /vernier/pop-art}: how the scale of each output follows its targets.
 *
 * <p>It shows the records {@code VernierPopArt}. Endpoints under {@code /vernier/api/pop-art}, all
 * of the kinds of {@link io.github.vernier.ui.record}, with {@code head}, by default the first, and
 * {@code output}, counted from 0, by default 0:
 *
 * <ul>
 *   <li>(none), {@code csv}: statistics of the output
 *   <li>{@code moment}: all outputs of the head
 * </ul>
 */
package io.github.vernier.ui.popart;
