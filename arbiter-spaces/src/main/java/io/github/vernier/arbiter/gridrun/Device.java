/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.gridrun;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a process has for itself.
 *
 * @param cpus processors as {@code taskset} names them, {@code 0-3}; empty for any
 * @param environment variables that choose it
 */
public record Device(String cpus, Map<String, String> environment) {

    private static final String TASKSET = "taskset";

    /** Any processor, and no GPU in particular. */
    public static final Device ANY = new Device("", Map.of());

    /** Copies the variables. */
    public Device {
        environment = Map.copyOf(environment);
    }

    /**
     * Some processors.
     *
     * @param cpus as {@code taskset} names them: {@code 0}, {@code 0-3}, {@code 0,2}
     * @return the device
     */
    public static Device cpus(String cpus) {
        return new Device(cpus, Map.of());
    }

    /**
     * A GPU.
     *
     * @param number its number
     * @return the device
     */
    public static Device gpu(String number) {
        return new Device("", Map.of("CUDA_VISIBLE_DEVICES", number));
    }

    /** The command bound to the processors, where there is {@code taskset}. */
    List<String> bind(List<String> command) {
        if (cpus.isEmpty() || !hasTaskset()) {
            return command;
        }
        List<String> bound = new ArrayList<>(List.of(TASKSET, "-c", cpus));
        bound.addAll(command);
        return bound;
    }

    /**
     * Whether processes can be bound to processors here.
     *
     * @return whether {@code taskset} is on the path
     */
    public static boolean hasTaskset() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, TASKSET)));
    }
}
