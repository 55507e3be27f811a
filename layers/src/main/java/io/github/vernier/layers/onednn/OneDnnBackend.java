/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.onednn;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.deeplearning4j.config.DL4JSystemProperties;
import org.nd4j.common.io.AbstractResource;
import org.nd4j.common.io.Resource;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4jBackend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ND4J's CPU backend with oneDNN's use allowed and guarded; found by ND4J itself.
 *
 * <p>Everything is delegated to the stock CPU backend. Without one on the class path (a CUDA-only
 * application), or with {@value OneDnn#PROPERTY} set to {@code false}, this backend ranks below
 * every other and is never chosen.
 */
public final class OneDnnBackend extends Nd4jBackend {

    private static final Logger log = LoggerFactory.getLogger(OneDnnBackend.class);

    private static final String CPU_BACKEND = "org.nd4j.linalg.cpu.nativecpu.CpuBackend";
    private static final String EXECUTIONER_KEY = "opexec";
    private static final String SHAPES_KEY = "shapeinfoprovider";

    private final Nd4jBackend cpu = cpuBackend();

    /** Called by ND4J's service look-up. */
    public OneDnnBackend() {}

    // By name: this class must load where nd4j-native is absent.
    private static Nd4jBackend cpuBackend() {
        try {
            return (Nd4jBackend)
                    Class.forName(CPU_BACKEND, true, OneDnnBackend.class.getClassLoader())
                            .getDeclaredConstructor()
                            .newInstance();
        } catch (ReflectiveOperationException | LinkageError absent) {
            return null;
        }
    }

    @Override
    public int getPriority() {
        return isAvailable() ? BACKEND_PRIORITY_CPU + 1 : BACKEND_PRIORITY_CPU - 1;
    }

    @Override
    public boolean isAvailable() {
        return cpu != null && OneDnn.wanted();
    }

    @Override
    public boolean canRun() {
        return isAvailable() && cpu.canRun();
    }

    @Override
    public boolean allowsOrder() {
        return cpu.allowsOrder();
    }

    /**
     * The stock backend's properties with a guarded executioner and kept descriptions of shapes.
     */
    @Override
    public Resource getConfigurationResource() {
        return new GuardedConfiguration(cpu.getConfigurationResource());
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class getNDArrayClass() {
        return cpu.getNDArrayClass();
    }

    @Override
    public Environment getEnvironment() {
        return cpu.getEnvironment();
    }

    @Override
    public String buildInfo() {
        return cpu.buildInfo();
    }

    /**
     * Opens the helpers' lock if the loaded library has oneDNN, and says which kernels are used.
     */
    @Override
    public void logBackendInit() {
        cpu.logBackendInit();
        boolean userDecided =
                System.getProperty(DL4JSystemProperties.DISABLE_HELPER_PROPERTY) != null;
        if (!userDecided && OneDnn.inBuild(cpu.buildInfo())) {
            System.setProperty(DL4JSystemProperties.DISABLE_HELPER_PROPERTY, "false");
        }
        log.info("Vernier {}", OneDnn.describe());
    }

    private static final class GuardedConfiguration extends AbstractResource {

        private final Resource stock;

        GuardedConfiguration(Resource stock) {
            this.stock = stock;
        }

        @Override
        public String getDescription() {
            return "the CPU backend's properties with Vernier's executioner and shapes";
        }

        @Override
        public InputStream getInputStream() throws IOException {
            Properties properties = new Properties();
            try (InputStream in = stock.getInputStream()) {
                properties.load(in);
            }
            properties.setProperty(EXECUTIONER_KEY, OneDnnExecutioner.class.getName());
            properties.setProperty(SHAPES_KEY, CachedShapes.class.getName());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            properties.store(out, null);
            return new ByteArrayInputStream(out.toByteArray());
        }
    }
}
