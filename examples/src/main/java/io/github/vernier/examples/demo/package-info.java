/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * {@code vernier demo}: three short trainings on drawn digits with all listeners at work, so that
 * every page of the UI has something to show.
 *
 * <ul>
 *   <li>{@code teacher}: a small CNN of stock layers, with the probes that apply to any network
 *   <li>{@code binary}: the same with binary convolutions in place of all but the first, distilled
 *       from it, with the probes of networks of signs besides
 *   <li>{@code numbers}: a regression whose targets change their scale halfway, with a Pop-Art head
 * </ul>
 *
 * <p>It is also a place to copy from: {@link io.github.vernier.examples.demo.DemoSessions} is what
 * a program of one's own would do.
 */
package io.github.vernier.examples.demo;
