/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.search;

/**
 * Why a search ended, for programs and for people.
 *
 * @param reason the kind of reason
 * @param explanation a sentence
 */
public record End(EndReason reason, String explanation) {}
