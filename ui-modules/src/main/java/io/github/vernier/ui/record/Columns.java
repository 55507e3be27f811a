/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.series.Row;
import java.util.List;
import org.deeplearning4j.core.storage.Persistable;

/**
 * The series that a page draws of its records.
 *
 * @param <R> class of the records
 */
public interface Columns<R extends Persistable> {

    /**
     * Chooses the series for a request.
     *
     * @param <R> class of the records
     */
    @FunctionalInterface
    interface Choice<R extends Persistable> {

        /**
         * Series of one layer, head or whatever else the request names.
         *
         * @param request request
         * @param selection its records
         * @return the series
         */
        Columns<R> of(Request request, Selection selection);
    }

    /**
     * Names of the series.
     *
     * @return distinct names
     */
    List<String> names();

    /**
     * What a record says of each series.
     *
     * @param update record
     * @return one value for each name, null where the record has none
     */
    Row row(R update);

    /**
     * Adds to an answer what a page needs to know besides the series.
     *
     * @param answer answer
     */
    void describe(ObjectNode answer);
}
