/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.scale;

import io.github.vernier.ui.UiTestServer;
import java.util.Arrays;

/**
 * Measures how fast a session of a million records is shown: the first request for its curves, the
 * median of later ones, that of zoomed ranges, and the heap in use.
 *
 * <p>Prints; asserts nothing, for a clock says something only about the machine it hangs in.
 */
public final class LongSessionBench {

    private static final int RECORDS = 1_000_000;
    private static final int REPETITIONS = 41;

    private LongSessionBench() {}

    /**
     * Runs it.
     *
     * @param arguments not looked at
     * @throws Exception if the server does not answer
     */
    public static void main(String[] arguments) throws Exception {
        try (UiTestServer server = UiTestServer.start(false)) {
            server.ui().attach(new SyntheticStorage(RECORDS));
            String address = "/vernier/api/overview?session=" + SyntheticStorage.SESSION;
            System.out.printf("page            %7.1f ms%n", millis(server, "/vernier/overview"));
            System.out.printf("first curves    %7.1f ms%n", millis(server, address));
            System.out.printf("curves, median  %7.1f ms%n", median(server, address));
            System.out.printf(
                    "poll, median    %7.1f ms%n", median(server, address + "&from=" + RECORDS));
            System.out.printf(
                    "zoom 1/1000     %7.1f ms%n",
                    median(server, address + "&from=654000&to=655000"));
            System.out.printf(
                    "zoom 1/20       %7.1f ms%n",
                    median(server, address + "&from=600000&to=650000"));
            System.out.printf(
                    "zoom 6/10       %7.1f ms%n",
                    median(server, address + "&from=300000&to=900000"));
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            System.out.printf(
                    "heap in use     %7.1f MB%n",
                    (runtime.totalMemory() - runtime.freeMemory()) / 1e6);
        }
    }

    private static double millis(UiTestServer server, String path) throws Exception {
        long start = System.nanoTime();
        if (server.get(path).statusCode() != 200) {
            throw new IllegalStateException(path + " failed");
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(UiTestServer server, String path) throws Exception {
        double[] times = new double[REPETITIONS];
        for (int i = 0; i < times.length; i++) {
            times[i] = millis(server, path);
        }
        Arrays.sort(times);
        return times[times.length / 2];
    }
}
