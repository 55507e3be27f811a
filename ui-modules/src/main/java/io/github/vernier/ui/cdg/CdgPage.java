/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.cdg;

import io.github.vernier.listeners.record.CdgUpdate;
import io.github.vernier.ui.page.Endpoint;
import io.github.vernier.ui.page.Page;
import io.github.vernier.ui.record.CsvEndpoint;
import io.github.vernier.ui.record.MomentEndpoint;
import io.github.vernier.ui.record.RecordType;
import io.github.vernier.ui.record.SeriesEndpoint;
import java.util.List;
import java.util.Map;

/** Central differences of the loss beside backpropagation. */
public final class CdgPage implements Page {

    private static final RecordType<CdgUpdate> UPDATES = RecordType.of(new CdgUpdate());

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
        return List.of(UPDATES.id());
    }

    @Override
    public Map<String, Endpoint> endpoints() {
        return Map.of(
                "", new SeriesEndpoint<>(UPDATES, AgreementColumns::of),
                "csv", new CsvEndpoint<>(id(), UPDATES, AgreementColumns::of),
                "moment", new MomentEndpoint<>(UPDATES, AgreementPicture::of));
    }
}
