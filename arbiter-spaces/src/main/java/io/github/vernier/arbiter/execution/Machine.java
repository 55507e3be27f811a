/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.execution;

import io.github.vernier.arbiter.trial.Attempt;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** This machine, and what runs on it. */
public final class Machine {

    private static final Attempt HERE = new Attempt(host(), versions());

    private Machine() {}

    /** Its name and the versions of what decides a trial's result. */
    public static Attempt here() {
        return HERE;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private static Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("java", Runtime.version().toString());
        versions.put("deeplearning4j", version(MultiLayerNetwork.class));
        versions.put("arbiter", version(MultiLayerSpace.class));
        versions.put("vernier", version(Machine.class));
        return versions;
    }

    private static String version(Class<?> of) {
        String version = of.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }
}
