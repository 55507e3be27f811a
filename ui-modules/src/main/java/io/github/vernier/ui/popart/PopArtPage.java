/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.popart;

import io.github.vernier.listeners.record.PopArtUpdate;
import io.github.vernier.ui.page.Endpoint;
import io.github.vernier.ui.page.Page;
import io.github.vernier.ui.record.CsvEndpoint;
import io.github.vernier.ui.record.MomentEndpoint;
import io.github.vernier.ui.record.RecordType;
import io.github.vernier.ui.record.SeriesEndpoint;
import java.util.List;
import java.util.Map;

/** Location, scale and errors of every output of the Pop-Art heads. */
public final class PopArtPage implements Page {

    private static final RecordType<PopArtUpdate> UPDATES = RecordType.of(new PopArtUpdate());

    /** For the service loader. */
    public PopArtPage() {}

    @Override
    public String id() {
        return "pop-art";
    }

    @Override
    public int order() {
        return 60;
    }

    @Override
    public List<String> typeIds() {
        return List.of(UPDATES.id());
    }

    @Override
    public Map<String, Endpoint> endpoints() {
        return Map.of(
                "", new SeriesEndpoint<>(UPDATES, OutputColumns::of),
                "csv", new CsvEndpoint<>(id(), UPDATES, OutputColumns::of),
                "moment", new MomentEndpoint<>(UPDATES, HeadPicture::of));
    }
}
