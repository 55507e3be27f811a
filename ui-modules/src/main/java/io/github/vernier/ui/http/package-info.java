/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The way from Vert.x to pages and back.
 *
 * <p>{@link io.github.vernier.ui.http.Shell} sends the document with its content security policy;
 * {@link io.github.vernier.ui.http.ApiHandler} runs a page's endpoint on a worker thread, streams
 * its answer and turns exceptions into statuses; {@link io.github.vernier.ui.http.EventStreams}
 * tells browsers that something changed. Only this package and the module itself know Vert.x.
 */
package io.github.vernier.ui.http;
