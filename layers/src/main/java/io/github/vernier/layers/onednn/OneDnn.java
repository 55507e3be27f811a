/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.onednn;

import java.util.Locale;
import org.deeplearning4j.config.DL4JSystemProperties;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Says which kernel library convolutions run on, and holds the switch.
 *
 * <p>See the package's description for what is done and how.
 */
public final class OneDnn {

    /**
     * System property that switches Vernier's use of oneDNN: {@code true} (default) or {@code
     * false}.
     */
    public static final String PROPERTY = "vernier.onednn";

    private static final String BUILT_WITH_ONEDNN = "HAVE_ONEDNN";

    private OneDnn() {}

    /** Whether the user wants oneDNN, by {@value #PROPERTY}. */
    static boolean wanted() {
        return !"false".equals(System.getProperty(PROPERTY, "true").toLowerCase(Locale.ROOT));
    }

    /** Whether DL4J's helpers may be used; their default, off, is changed by the backend. */
    static boolean helpersEnabled() {
        return !Boolean.parseBoolean(
                System.getProperty(
                        DL4JSystemProperties.DISABLE_HELPER_PROPERTY,
                        DL4JSystemProperties.HELPER_DISABLE_DEFAULT_VALUE));
    }

    /**
     * Whether layers in {@code float} created from now on run their convolutions, pooling and batch
     * normalization on oneDNN.
     *
     * @return true if the loaded native library was built with oneDNN and no switch is off
     */
    public static boolean isEnabled() {
        // First, because it loads the backend, which is what enables the helpers.
        return Nd4j.getExecutioner() instanceof GuardedExecutioner
                && wanted()
                && helpersEnabled()
                && Nd4j.getEnvironment().helpersAllowed()
                && inBuild(Nd4j.getBackend().buildInfo());
    }

    /**
     * One line that says which kernel library is in use and, if it is not oneDNN, why not.
     *
     * @return for example {@code kernels: oneDNN (float convolutions, pooling, batch
     *     normalization)}
     */
    public static String describe() {
        if (isEnabled()) {
            return "kernels: oneDNN (float convolutions, pooling, batch normalization)";
        }
        String reason;
        if (Nd4j.getEnvironment() != null && !Nd4j.getEnvironment().isCPU()) {
            reason = "the backend is not a CPU";
        } else if (!wanted()) {
            reason = "-D" + PROPERTY + "=false";
        } else if (!inBuild(Nd4j.getBackend().buildInfo())) {
            reason =
                    "the native library was built without it; add the classifier onednn-avx2 of nd4j-native";
        } else if (!helpersEnabled()) {
            reason = "-D" + DL4JSystemProperties.DISABLE_HELPER_PROPERTY + "=true";
        } else if (!(Nd4j.getExecutioner() instanceof GuardedExecutioner)) {
            reason = "another ND4J backend took precedence";
        } else {
            reason = "ND4J's helpers are not allowed in this environment";
        }
        return "kernels: built-in im2col and BLAS (no oneDNN: " + reason + ")";
    }

    static boolean inBuild(String buildInfo) {
        return buildInfo != null && buildInfo.contains(BUILT_WITH_ONEDNN);
    }
}
