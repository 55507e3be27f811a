/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.cdg;

import io.github.vernier.listeners.record.CdgUpdate;
import io.github.vernier.listeners.record.DiscreteGradientUpdate;
import io.github.vernier.ui.page.Endpoint;
import io.github.vernier.ui.page.Page;
import io.github.vernier.ui.record.CsvEndpoint;
import io.github.vernier.ui.record.HistoryEndpoint;
import io.github.vernier.ui.record.MomentEndpoint;
import io.github.vernier.ui.record.RecordType;
import io.github.vernier.ui.record.SeriesEndpoint;
import java.util.List;
import java.util.Map;

/** Backpropagation beside central differences of the loss, and beside Discrete Gradient. */
public final class CdgPage implements Page {

    private static final RecordType<CdgUpdate> UPDATES = RecordType.of(new CdgUpdate());
    private static final RecordType<DiscreteGradientUpdate> SEARCHES =
            RecordType.of(new DiscreteGradientUpdate());

    /** For the service loader. */
    public CdgPage() {}

    @Override
    public String id() {
        return "cdg";
    }

    @Override
    public int order() {
        return 20;
    }

    @Override
    public List<String> typeIds() {
        return List.of(UPDATES.id(), SEARCHES.id());
    }

    @Override
    public Map<String, Endpoint> endpoints() {
        return Map.of(
                "", new SeriesEndpoint<>(UPDATES, AgreementColumns::of),
                "csv", new CsvEndpoint<>(id(), UPDATES, AgreementColumns::of),
                "moment", new MomentEndpoint<>(UPDATES, AgreementPicture::of),
                "search", new SeriesEndpoint<>(SEARCHES, SearchColumns::of),
                "search-csv", new CsvEndpoint<>("discrete-gradient", SEARCHES, SearchColumns::of),
                "search-moment", new MomentEndpoint<>(SEARCHES, SearchPictures::moment),
                "search-history", new HistoryEndpoint<>(SEARCHES, SearchPictures::histogram));
    }
}
