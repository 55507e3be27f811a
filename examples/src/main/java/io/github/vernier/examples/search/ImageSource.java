/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.search;

import io.github.vernier.examples.data.DataSource;
import io.github.vernier.examples.training.DataSelection;
import io.github.vernier.examples.training.Preparation;
import io.github.vernier.examples.training.Preparation.Augmentation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Images as a search has its data: read once in a process, the same for every candidate.
 *
 * <p>Everything random comes from the seed.
 */
public final class ImageSource implements org.deeplearning4j.arbiter.optimize.api.data.DataSource {

    private static final long serialVersionUID = 1;

    private final String name;
    private final String folder;
    private final int trainExamples;
    private final int testExamples;
    private final int batch;
    private final long seed;
    private transient volatile ReadImages images;

    /** What is read once. */
    private record ReadImages(DataSource data, Preparation preparation) {}

    /**
     * A source.
     *
     * @param images the images
     * @param batch images per minibatch
     * @param seed of the images, their order and their augmentation
     */
    public ImageSource(DataSelection images, int batch, long seed) {
        this.name = images.name();
        this.folder = images.folder() == null ? null : images.folder().toString();
        this.trainExamples = images.trainExamples();
        this.testExamples = images.testExamples();
        this.batch = batch;
        this.seed = seed;
    }

    /** Does nothing: the constructor takes all there is. */
    @Override
    public void configure(Properties properties) {
        // See above.
    }

    @Override
    public DataSetIterator trainData() {
        return preparation().train();
    }

    @Override
    public DataSetIterator testData() {
        return preparation().test();
    }

    @Override
    public Class<?> getDataType() {
        return DataSetIterator.class;
    }

    /** The images. */
    DataSource data() throws IOException {
        return images().data();
    }

    private Preparation preparation() {
        try {
            return images().preparation();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ReadImages images() throws IOException {
        if (images == null) {
            synchronized (this) {
                if (images == null) {
                    images = read();
                }
            }
        }
        return images;
    }

    private ReadImages read() throws IOException {
        DataSource data =
                new DataSelection(
                                name,
                                folder == null ? null : Path.of(folder),
                                trainExamples,
                                testExamples)
                        .read(seed);
        return new ReadImages(
                data,
                new Preparation(
                        data,
                        Optional.of(Preparation.standardization(data)),
                        Augmentation.CROP_FLIP,
                        batch,
                        seed));
    }
}
