/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.page;

import java.util.List;
import java.util.Map;

/**
 * One page of Vernier's part of the web UI.
 *
 * <p>A page named {@code p} is served at {@code /vernier/p}; the shell loads its script {@code
 * /assets/vernier/p.js}, an ES module. Its data are at {@code /vernier/api/p/...}, one address per
 * endpoint. Pages are found by {@link java.util.ServiceLoader}; the navigation lists them by {@link
 * #order()}.
 */
public interface Page {

    /**
     * Name in addresses and name of the script.
     *
     * @return lower-case letters, digits and hyphens, starting with a letter
     */
    String id();

    /**
     * Name in the navigation and heading.
     *
     * @return plain text
     */
    String title();

    /**
     * What the page answers, in one sentence.
     *
     * @return plain text
     */
    String summary();

    /**
     * Place in the navigation.
     *
     * @return the smaller, the earlier
     */
    int order();

    /**
     * Types of the records that the page shows; a session that has none of them is not offered on
     * this page.
     *
     * @return {@code Persistable} type ids
     */
    List<String> typeIds();

    /**
     * What the page's script can ask.
     *
     * @return endpoint by name, each under {@code /vernier/api/<id>/<name>}; the empty name is
     *     {@code /vernier/api/<id>} itself
     */
    Map<String, Endpoint> endpoints();
}
