/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.weights;

import io.github.vernier.listeners.record.BinaryWeightUpdate;
import io.github.vernier.ui.page.Endpoint;
import io.github.vernier.ui.page.Page;
import io.github.vernier.ui.record.CsvEndpoint;
import io.github.vernier.ui.record.HistoryEndpoint;
import io.github.vernier.ui.record.MomentEndpoint;
import io.github.vernier.ui.record.RecordType;
import io.github.vernier.ui.record.SeriesEndpoint;
import java.util.List;
import java.util.Map;

/** Latent weights of every binary layer: histograms, clamp, errors, entropies, flips. */
public final class BinaryWeightsPage implements Page {

    private static final RecordType<BinaryWeightUpdate> UPDATES =
            RecordType.of(new BinaryWeightUpdate());

    /** For the service loader. */
    public BinaryWeightsPage() {}

    @Override
    public String id() {
        return "binary-weights";
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public List<String> typeIds() {
        return List.of(UPDATES.id());
    }

    @Override
    public Map<String, Endpoint> endpoints() {
        return Map.of(
                "", new SeriesEndpoint<>(UPDATES, WeightColumns::of),
                "csv", new CsvEndpoint<>(id(), UPDATES, WeightColumns::of),
                "moment", new MomentEndpoint<>(UPDATES, WeightPictures::moment),
                "history", new HistoryEndpoint<>(UPDATES, WeightPictures::histogram));
    }
}
