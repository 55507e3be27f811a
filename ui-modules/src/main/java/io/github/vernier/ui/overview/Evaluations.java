/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.overview;

import io.github.vernier.listeners.record.EvaluationUpdate;
import io.github.vernier.ui.page.Endpoint;
import io.github.vernier.ui.record.CsvEndpoint;
import io.github.vernier.ui.record.RecordType;
import io.github.vernier.ui.record.SeriesEndpoint;

/** Loss and accuracy or error of held-out sets, for every page that shows them. */
public final class Evaluations {

    static final RecordType<EvaluationUpdate> TYPE = RecordType.of(new EvaluationUpdate());

    /** The series by column. */
    public static final Endpoint SERIES = new SeriesEndpoint<>(TYPE, EvaluationColumns::of);

    /** The same as a file. */
    public static final Endpoint CSV =
            new CsvEndpoint<>("evaluations", TYPE, EvaluationColumns::of);

    private Evaluations() {}
}
