/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.scale;

import io.github.vernier.ui.UiTestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.ui.model.storage.FileStatsStorage;
import org.deeplearning4j.ui.model.storage.sqlite.J7FileStatsStorage;

/**
 * Measures how fast a session of a million records is shown: the first request for its curves, the
 * median of later ones, that of zoomed ranges, and the heap in use.
 *
 * <p>Prints; asserts nothing, for a clock says something only about the machine it hangs in.
 */
public final class LongSessionBench {

    private static final int DEFAULT_RECORDS = 1_000_000;
    private static final int REPETITIONS = 41;
    private static final int PART = 1000;

    private LongSessionBench() {}

    /**
     * Runs it.
     *
     * @param arguments {@code memory}, for records that are made as they are read, {@code mapdb} or
     *     {@code sqlite}, for a file of that kind, which is written first and then reopened; and
     *     the number of records, by default a million
     * @throws Exception if the server does not answer
     */
    public static void main(String[] arguments) throws Exception {
        String kind = arguments.length > 0 ? arguments[0] : "memory";
        int records = arguments.length > 1 ? Integer.parseInt(arguments[1]) : DEFAULT_RECORDS;
        if (kind.equals("memory")) {
            measure(new SyntheticStorage(records), records);
            return;
        }
        Path file = Files.createTempDirectory("long-session").resolve("stats");
        Supplier<StatsStorage> open =
                switch (kind) {
                    case "mapdb" -> () -> new FileStatsStorage(file.toFile());
                    case "sqlite" -> () -> new J7FileStatsStorage(file.toFile());
                    default ->
                            throw new IllegalArgumentException(
                                    "storage is " + kind + ", expected memory, mapdb or sqlite");
                };
        long start = System.nanoTime();
        StatsStorage written = open.get();
        SyntheticStorage.describe(written);
        for (int from = 1; from <= records; from += PART) {
            written.putUpdate(
                    IntStream.range(from, from + PART).mapToObj(SyntheticStorage::record).toList());
        }
        written.close();
        System.out.printf(
                "written in %.0f s, %.0f MB%n",
                (System.nanoTime() - start) / 1e9, Files.size(file) / 1e6);
        StatsStorage storage = open.get();
        measure(storage, records);
        storage.close();
        Files.delete(file);
    }

    private static void measure(StatsStorage storage, int records) throws Exception {
        try (UiTestServer server = UiTestServer.start(false)) {
            server.ui().attach(storage);
            String address = "/vernier/api/overview?session=" + SyntheticStorage.SESSION;
            System.out.printf("page            %7.1f ms%n", millis(server, "/vernier/overview"));
            System.out.printf(
                    "sessions        %7.1f ms%n", millis(server, "/vernier/api/sessions"));
            long start = System.nanoTime();
            System.out.printf("first curves    %7.1f ms%n", millis(server, address));
            int answers = 1;
            while (!server.get(address).body().contains("\"unread\":0,")) {
                answers++;
            }
            System.out.printf(
                    "all records     %7.1f ms, in %d answers%n",
                    (System.nanoTime() - start) / 1e6, answers);
            System.out.printf(
                    "findings        %7.1f ms%n",
                    millis(
                            server,
                            "/vernier/api/overview/health?session=" + SyntheticStorage.SESSION));
            System.out.printf("curves, median  %7.1f ms%n", median(server, address));
            System.out.printf(
                    "poll, median    %7.1f ms%n", median(server, address + "&from=" + records));
            System.out.printf(
                    "zoom 1/1000     %7.1f ms%n",
                    median(server, address + range(records, 0.654, 0.655)));
            System.out.printf(
                    "zoom 1/20       %7.1f ms%n",
                    median(server, address + range(records, 0.6, 0.65)));
            System.out.printf(
                    "zoom 6/10       %7.1f ms%n",
                    median(server, address + range(records, 0.3, 0.9)));
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            System.out.printf(
                    "heap in use     %7.1f MB%n",
                    (runtime.totalMemory() - runtime.freeMemory()) / 1e6);
        }
    }

    private static String range(int records, double from, double to) {
        return "&from=" + (long) (from * records) + "&to=" + (long) (to * records);
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
