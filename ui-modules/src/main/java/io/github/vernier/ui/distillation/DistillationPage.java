/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.distillation;

import io.github.vernier.listeners.record.AttentionMapsUpdate;
import io.github.vernier.listeners.record.DistillationUpdate;
import io.github.vernier.ui.page.Endpoint;
import io.github.vernier.ui.page.Page;
import io.github.vernier.ui.record.CsvEndpoint;
import io.github.vernier.ui.record.MomentEndpoint;
import io.github.vernier.ui.record.RecordType;
import io.github.vernier.ui.record.SeriesEndpoint;
import java.util.List;
import java.util.Map;

/** Losses, held-out accuracy, calibration and attention maps of a distillation. */
public final class DistillationPage implements Page {

    private static final RecordType<DistillationUpdate> UPDATES =
            RecordType.of(new DistillationUpdate());
    private static final RecordType<AttentionMapsUpdate> MAPS =
            RecordType.of(new AttentionMapsUpdate());

    /** For the service loader. */
    public DistillationPage() {}

    @Override
    public String id() {
        return "distillation";
    }

    @Override
    public int order() {
        return 50;
    }

    @Override
    public List<String> typeIds() {
        return List.of(UPDATES.id(), MAPS.id());
    }

    @Override
    public Map<String, Endpoint> endpoints() {
        return Map.of(
                "", new SeriesEndpoint<>(UPDATES, LossColumns::of),
                "csv", new CsvEndpoint<>(id(), UPDATES, LossColumns::of),
                "maps", new MomentEndpoint<>(MAPS, MapsJson::of),
                "reliability", new MomentEndpoint<>(UPDATES, ReliabilityPicture::of));
    }
}
