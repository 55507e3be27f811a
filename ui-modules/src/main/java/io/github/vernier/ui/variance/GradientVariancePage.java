/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.variance;

import io.github.vernier.listeners.record.EstimatorUpdate;
import io.github.vernier.listeners.record.GradientVarianceUpdate;
import io.github.vernier.ui.page.Endpoint;
import io.github.vernier.ui.page.Page;
import io.github.vernier.ui.record.CsvEndpoint;
import io.github.vernier.ui.record.HistoryEndpoint;
import io.github.vernier.ui.record.MomentEndpoint;
import io.github.vernier.ui.record.RecordType;
import io.github.vernier.ui.record.SeriesEndpoint;
import java.util.List;
import java.util.Map;

/** Variance of the gradient by layer and by estimator, and what it says of the minibatch. */
public final class GradientVariancePage implements Page {

    private static final RecordType<GradientVarianceUpdate> UPDATES =
            RecordType.of(new GradientVarianceUpdate());
    private static final RecordType<EstimatorUpdate> ESTIMATES =
            RecordType.of(new EstimatorUpdate());

    /** For the service loader. */
    public GradientVariancePage() {}

    @Override
    public String id() {
        return "gradient-variance";
    }

    @Override
    public int order() {
        return 30;
    }

    @Override
    public List<String> typeIds() {
        return List.of(UPDATES.id(), ESTIMATES.id());
    }

    @Override
    public Map<String, Endpoint> endpoints() {
        return Map.of(
                "", new SeriesEndpoint<>(UPDATES, VarianceColumns::of),
                "csv", new CsvEndpoint<>(id(), UPDATES, VarianceColumns::of),
                "moment", new MomentEndpoint<>(UPDATES, VariancePictures::moment),
                "history", new HistoryEndpoint<>(UPDATES, VariancePictures::histogram),
                "estimator", new SeriesEndpoint<>(ESTIMATES, EstimatorColumns::of),
                "estimator-csv",
                        new CsvEndpoint<>("gradient-estimator", ESTIMATES, EstimatorColumns::of));
    }
}
