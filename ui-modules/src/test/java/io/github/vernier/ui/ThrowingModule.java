/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui;

import io.github.vernier.listeners.record.DistillationUpdate;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.core.storage.StatsStorageEvent;
import org.deeplearning4j.ui.api.Route;
import org.deeplearning4j.ui.api.UIModule;
import org.deeplearning4j.ui.i18n.I18NResource;

/** Somebody else's module, which throws at the first event if told to. */
public final class ThrowingModule implements UIModule {

    static final CountDownLatch thrown = new CountDownLatch(1);
    static volatile boolean enabled;

    @Override
    public List<String> getCallbackTypeIDs() {
        return List.of(DistillationUpdate.TYPE_ID);
    }

    @Override
    public List<Route> getRoutes() {
        return List.of();
    }

    @Override
    public void reportStorageEvents(Collection<StatsStorageEvent> events) {
        if (enabled) {
            thrown.countDown();
            throw new NoClassDefFoundError("thrown on purpose");
        }
    }

    @Override
    public void onAttach(StatsStorage statsStorage) {}

    @Override
    public void onDetach(StatsStorage statsStorage) {}

    @Override
    public List<I18NResource> getInternationalizationResources() {
        return List.of();
    }
}
