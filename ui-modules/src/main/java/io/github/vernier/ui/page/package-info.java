/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What a page is, and how it answers its script.
 *
 * <p>To add a page to Vernier's navigation: implement {@link io.github.vernier.ui.page.Page}, name
 * the class in {@code META-INF/services/io.github.vernier.ui.page.Page}, and put its script at
 * {@code deeplearning4jUiAssets/vernier/<id>.js}. The script is an ES module that exports {@code
 * create(host)} and gets the shell's tools: session choice, polling, theme, charts.
 *
 * <p>Endpoints run on worker threads. They throw {@link io.github.vernier.ui.page.RequestException}
 * for what the user can put right; anything else is logged and answered by status 500 without
 * details.
 */
package io.github.vernier.ui.page;
