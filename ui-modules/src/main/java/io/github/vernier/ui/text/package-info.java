/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What the pages say, in the six languages of the stock UI.
 *
 * <p>A dictionary is one JSON object, {@code
 * deeplearning4jUiAssets/vernier/i18n/<name>.<language>.json}; the name is a page's id, or {@code
 * shell} for what all pages share. The browser loads the shell's and the page's and looks keys up
 * in both, so a page must not use a key of the shell's.
 *
 * <ul>
 *   <li>A text may hold places in braces: {@code "Iteration {at}"}.
 *   <li>A text that depends on a count is an object with the plural categories of its language (en,
 *       de: {@code one}, {@code other}; ja, ko, zh: {@code other}; ru: {@code one}, {@code few},
 *       {@code many}, {@code other}); the count is the place {@code {count}}.
 *   <li>Every language has exactly the keys and places of {@code en}. Keys {@code title} and {@code
 *       summary} are a page's name and the one question it answers.
 * </ul>
 *
 * <p>{@link io.github.vernier.ui.text.Dictionary} reads them for the navigation. Messages about
 * wrong requests, which only a program makes, stay in English.
 */
package io.github.vernier.ui.text;
