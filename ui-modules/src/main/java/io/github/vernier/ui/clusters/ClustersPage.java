/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.clusters;

import io.github.vernier.listeners.record.ClusterUpdate;
import io.github.vernier.ui.page.Endpoint;
import io.github.vernier.ui.page.Page;
import io.github.vernier.ui.record.CsvEndpoint;
import io.github.vernier.ui.record.HistoryEndpoint;
import io.github.vernier.ui.record.MomentEndpoint;
import io.github.vernier.ui.record.RecordType;
import io.github.vernier.ui.record.SeriesEndpoint;
import java.util.List;
import java.util.Map;

/** Clusters of the examples' gradients: sizes, distortion, examples. */
public final class ClustersPage implements Page {

    private static final RecordType<ClusterUpdate> UPDATES = RecordType.of(new ClusterUpdate());

    /** For the service loader. */
    public ClustersPage() {}

    @Override
    public String id() {
        return "clusters";
    }

    @Override
    public int order() {
        return 40;
    }

    @Override
    public List<String> typeIds() {
        return List.of(UPDATES.id());
    }

    @Override
    public Map<String, Endpoint> endpoints() {
        return Map.of(
                "", new SeriesEndpoint<>(UPDATES, ClusterColumns::of),
                "csv", new CsvEndpoint<>(id(), UPDATES, ClusterColumns::of),
                "moment", new MomentEndpoint<>(UPDATES, ClusterPictures::moment),
                "history", new HistoryEndpoint<>(UPDATES, ClusterPictures::sizes));
    }
}
