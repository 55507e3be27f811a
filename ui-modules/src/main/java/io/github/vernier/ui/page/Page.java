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
 * endpoint. Its name and its texts are in {@link io.github.vernier.ui.text dictionaries}. Pages are
 * found by {@link java.util.ServiceLoader}; the navigation lists them by {@link #order()}.
 */
public interface Page {

    /**
     * Name in addresses and name of the script.
     *
     * @return lower-case letters, digits and hyphens, starting with a letter
     */
    String id();

    /**
     * Place in the navigation.
     *
     * @return the smaller, the earlier
     */
    int order();

    /**
     * Types of the records that the page shows; for a session that has none of them the navigation
     * shows the page muted.
     *
     * @return {@code Persistable} type ids; empty if the page does not depend on a session's
     *     records
     */
    List<String> typeIds();

    /**
     * What the page's script can ask.
     *
     * @return endpoint by name, each under {@code /vernier/api/<id>/<name>}; the empty name is
     *     {@code /vernier/api/<id>} itself
     */
    Map<String, Endpoint> endpoints();

    /**
     * What the page's script can order, by POST, if it is in a browser on the server's machine.
     *
     * @return endpoint by name, each under {@code /vernier/api/<id>/<name>}; none unless the page
     *     says otherwise
     */
    default Map<String, Endpoint> commands() {
        return Map.of();
    }
}
