/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import io.github.vernier.examples.compress.Role;
import io.github.vernier.examples.data.DataSource;
import io.github.vernier.examples.training.InputException;
import io.github.vernier.examples.training.ModelName;
import io.github.vernier.examples.training.StockStats;
import io.github.vernier.listeners.distillation.DistillationListener;
import io.github.vernier.ui.server.VernierUIServer;
import java.io.IOException;
import java.util.List;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.ui.api.UIServer;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** What runs, in a browser. */
public final class Monitor implements AutoCloseable {

    private static final int EVERY_ITERATIONS = 10;
    private static final int EXAMPLES = 8;

    private static final String LOOPBACK = "127.0.0.1";

    private final UIServer server;
    private final String host;
    private final StatsStorage storage;

    private Monitor(UIServer server, String host, StatsStorage storage) {
        this.server = server;
        this.host = host;
        this.storage = storage;
        server.attach(storage);
    }

    /**
     * Starts the server for this machine.
     *
     * @param port TCP port on the loopback address, 0 for any
     * @param storage what it shows, closed by whoever opened it
     * @throws IOException if it cannot listen there
     */
    static Monitor start(int port, StatsStorage storage) throws IOException {
        return start(LOOPBACK, port, null, storage);
    }

    /**
     * Starts the server.
     *
     * @param host address to listen on
     * @param port TCP port, 0 for any
     * @param token asked of everyone, null for none; other than loopback addresses need one
     * @param storage what it shows, closed by whoever opened it
     * @throws IOException if it cannot listen there
     */
    static Monitor start(String host, int port, String token, StatsStorage storage)
            throws IOException {
        try {
            VernierUIServer.Builder settings = VernierUIServer.builder().address(host).port(port);
            UIServer server = (token == null ? settings : settings.token(token)).start();
            return new Monitor(server, host, storage);
        } catch (IllegalArgumentException e) {
            throw new InputException(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the UI server started", e);
        }
    }

    /** Shows another storage, too. */
    void attach(StatsStorage other) {
        server.attach(other);
    }

    /** Where to look. */
    public String url() {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.getPort();
    }

    /** Records a model's training for the stock pages, in a session of the model's name. */
    List<TrainingListener> listeners(ModelName model) {
        return List.of(StockStats.listener(storage, model.key(), EVERY_ITERATIONS));
    }

    /** Records a distillation for its page. */
    void distilling(DistillationListener.Builder listener, DataSetIterator test, DataSource data) {
        DataSet examples = test.next(EXAMPLES);
        listener.recordTo(storage)
                .sessionId(Role.DISTILLED.model().key())
                .everyIterations(EVERY_ITERATIONS)
                .evaluate(test, 1)
                .examples(examples, data.labels());
    }

    @Override
    public void close() throws IOException {
        try {
            UIServer.stopInstance();
        } catch (Exception e) {
            throw new IOException("The UI server did not stop", e);
        }
    }
}
