/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.session;

/**
 * The updates of one worker of one type.
 *
 * @param session session id
 * @param type type of records
 * @param worker worker id
 */
record UpdateKey(String session, String type, String worker) {}
