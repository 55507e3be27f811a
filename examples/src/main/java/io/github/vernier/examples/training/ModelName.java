/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.training;

/**
 * One of the models that are compared.
 *
 * @param key name in files
 * @param title name in tables
 */
public record ModelName(String key, String title) {}
