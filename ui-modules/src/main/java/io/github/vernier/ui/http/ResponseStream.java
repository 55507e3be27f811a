/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Writes a response from a worker thread and waits while the browser is slower than the writer. */
final class ResponseStream extends OutputStream {

    private static final long PATIENCE_SECONDS = 30;

    /** Handlers may be called before this thread waits, and the queue may empty without one. */
    private static final long RECHECK_MILLIS = 100;

    private final HttpServerResponse response;
    private final Semaphore wakeUp = new Semaphore(0);

    ResponseStream(HttpServerResponse response) {
        this.response = response;
        // A semaphore, not a monitor: the event loop calls these with its connection locked, and
        // this thread takes that lock whenever it asks the response something.
        response.closeHandler(closed -> wakeUp.release());
        response.drainHandler(drained -> wakeUp.release());
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        awaitDrain();
        if (response.closed()) {
            throw new IOException("The browser closed the connection");
        }
        response.write(Buffer.buffer(length).appendBytes(bytes, offset, length));
    }

    private void awaitDrain() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!response.closed() && response.writeQueueFull()) {
            long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (millis <= 0) {
                throw new IOException("The browser took nothing for " + PATIENCE_SECONDS + " s");
            }
            try {
                if (wakeUp.tryAcquire(Math.min(millis, RECHECK_MILLIS), TimeUnit.MILLISECONDS)) {
                    wakeUp.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("Interrupted while sending");
            }
        }
    }

    @Override
    public void close() {
        if (!response.ended() && !response.closed()) {
            response.end();
        }
    }
}
