/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.nd4j.nativeblas;

/**
 * The name under which Deeplearning4j M2.1 asks whether oneDNN may be used.
 *
 * <p>ND4J has since moved the real class, so that DL4J's question finds nothing and its oneDNN
 * helpers stay off. This class answers it. It has no other use.
 */
public final class Nd4jCpu {

    private Nd4jCpu() {}

    /** Answers for the native environment; called by name from DL4J's oneDNN helpers. */
    public static final class Environment {

        private static final Environment INSTANCE = new Environment();

        private Environment() {}

        /**
         * The only instance.
         *
         * @return the environment
         */
        public static Environment getInstance() {
            return INSTANCE;
        }

        /**
         * Whether DL4J's layers may use oneDNN.
         *
         * @return {@link io.github.vernier.layers.onednn.OneDnn#isEnabled()}
         */
        public boolean isUseMKLDNN() {
            return io.github.vernier.layers.onednn.OneDnn.isEnabled();
        }
    }
}
