/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.gridrun;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;

/**
 * Runs every combination of a plan in a process of its own.
 *
 * <p>A combination's folder has {@code log.txt}, all it printed, and {@code exit.txt}, its exit
 * code, written once it has ended. What ended with 0 is not run again, so a run that was killed
 * goes on where it was; what failed is tried again.
 */
public final class GridRun {

    private static final String EXIT = "exit.txt";

    private final GridPlan plan;
    private final BiConsumer<Combination, Integer> ended;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();

    /**
     * A run.
     *
     * @param plan what to do
     * @param ended told of each combination that ends, with its exit code; on any thread
     */
    public GridRun(GridPlan plan, BiConsumer<Combination, Integer> ended) {
        this.plan = plan;
        this.ended = ended;
    }

    /**
     * The exit code of an earlier run.
     *
     * @param combination one of the plan
     * @return empty if it has not ended
     */
    public Optional<Integer> exitCode(Combination combination) {
        Path file = folder(combination).resolve(EXIT);
        try {
            return Files.exists(file)
                    ? Optional.of(Integer.valueOf(Files.readString(file).strip()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * The folder of a combination's results.
     *
     * @param combination one of the plan
     * @return the folder; it need not be there
     */
    public Path folder(Combination combination) {
        return plan.folder().resolve(combination.folderName());
    }

    /**
     * The combinations that have not ended well.
     *
     * @return what {@link #run} would run
     */
    public List<Combination> left() {
        return plan.combinations().stream()
                .filter(combination -> exitCode(combination).orElse(-1) != 0)
                .toList();
    }

    /**
     * Runs what is left.
     *
     * @return how many of these failed
     * @throws IOException if a process cannot be started or its folder not be written
     * @throws InterruptedException if interrupted; processes are ended then
     */
    public int run() throws IOException, InterruptedException {
        BlockingQueue<Device> devices = new LinkedBlockingQueue<>();
        for (int i = 0; i < plan.parallel(); i++) {
            devices.add(plan.devices().isEmpty() ? Device.ANY : plan.devices().get(i));
        }
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (Combination combination : left()) {
            tasks.add(() -> run(combination, devices));
        }
        Thread end = new Thread(this::destroy);
        Runtime.getRuntime().addShutdownHook(end);
        ExecutorService threads = Executors.newFixedThreadPool(plan.parallel());
        try {
            int failed = 0;
            for (Future<Integer> exit : threads.invokeAll(tasks)) {
                failed += result(exit) == 0 ? 0 : 1;
            }
            return failed;
        } finally {
            threads.shutdownNow();
            destroy();
            removeHook(end);
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook runs.
        }
    }

    private static int result(Future<Integer> exit) throws IOException, InterruptedException {
        try {
            return exit.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private int run(Combination combination, BlockingQueue<Device> devices)
            throws IOException, InterruptedException {
        Device device = devices.take();
        try {
            Path folder = Files.createDirectories(folder(combination));
            Files.deleteIfExists(folder.resolve(EXIT));
            ProcessBuilder builder =
                    new ProcessBuilder(device.bind(plan.command(combination)))
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("log.txt").toFile());
            builder.environment().putAll(plan.environment());
            builder.environment().putAll(device.environment());
            builder.environment().put("VERNIER_GRID_FOLDER", folder.toString());
            Process process = builder.start();
            running.add(process);
            try {
                process.getOutputStream().close();
                int code = process.waitFor();
                note(folder, code);
                ended.accept(combination, code);
                return code;
            } finally {
                process.destroy();
                running.remove(process);
            }
        } finally {
            devices.add(device);
        }
    }

    /** All at once, so that a file that is there is complete. */
    private static void note(Path folder, int code) throws IOException {
        Path draft = Files.writeString(folder.resolve(EXIT + ".new"), code + "\n");
        Files.move(draft, folder.resolve(EXIT), StandardCopyOption.ATOMIC_MOVE);
    }

    private void destroy() {
        running.forEach(
                process -> {
                    process.descendants().forEach(ProcessHandle::destroy);
                    process.destroy();
                });
    }
}
