/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.ui.page.Request;
import org.deeplearning4j.core.storage.Persistable;

/**
 * What a page shows of a single record: a histogram, a scatter plot, a table of all layers.
 *
 * @param <R> class of the records
 */
@FunctionalInterface
public interface Picture<R extends Persistable> {

    /**
     * Chooses what to show for a request.
     *
     * @param <R> class of the records
     */
    @FunctionalInterface
    interface Choice<R extends Persistable> {

        /**
         * The picture of one layer, head or whatever else the request names.
         *
         * @param request request
         * @param selection its records
         * @return the picture
         */
        Picture<R> of(Request request, Selection selection);
    }

    /**
     * Puts what is shown of a record.
     *
     * @param update record
     * @param answer where to
     */
    void put(R update, ObjectNode answer);
}
