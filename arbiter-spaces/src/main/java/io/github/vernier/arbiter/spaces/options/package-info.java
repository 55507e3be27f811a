/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One idea: an option of a space is the name of a setter, and a space for its values.
 *
 * <p>{@link io.github.vernier.arbiter.spaces.options.OptionSpaces} keeps them and hands their
 * values to any builder by calling its setters; it makes no copy of what a setter does, so the
 * builder itself says what is valid. The interfaces are groups of options with names and types that
 * a compiler checks, one line for each; a space's builder implements those that its layer has.
 */
package io.github.vernier.arbiter.spaces.options;
