/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * oneDNN for every convolution of a network, stock layers included, by having Vernier on the class
 * path.
 *
 * <p>Deeplearning4j M2.1 ships oneDNN (classifier {@code onednn-avx2} of {@code nd4j-native}) and
 * never runs it: its layers' helpers are switched off by a system property whose default is {@code
 * true}, and what would switch them on looks up a class that has been renamed. With both locks open
 * a small CNN trains about six times faster.
 *
 * <h2>How it works</h2>
 *
 * <ol>
 *   <li>{@link io.github.vernier.layers.onednn.OneDnnBackend} is an ND4J backend found by ND4J's
 *       own service look-up. It is the stock CPU backend with two properties changed, the
 *       executioner and the provider of shapes, and it opens the first lock before any network
 *       exists. It ranks just above the stock CPU backend and below CUDA, and steps aside when
 *       oneDNN is not in the build or not wanted.
 *   <li>{@code org.nd4j.nativeblas.Nd4jCpu.Environment} is the class that the second lock looks
 *       for.
 *   <li>{@link io.github.vernier.layers.onednn.OneDnnExecutioner} guards what oneDNN gets wrong:
 *       channels-last or softmax and batch-normalization operands that are not in C order are
 *       copied first (oneDNN reads them as if they were, silently), and dilated convolutions, 1-D
 *       ones too, which it refuses, run on the built-in kernels.
 *   <li>{@link io.github.vernier.layers.onednn.CachedShapes} keeps the descriptions of shapes that
 *       M2.1 makes anew for each array, which shortens the steps of small networks of any kind by
 *       half.
 * </ol>
 *
 * <h2>Switches</h2>
 *
 * <p>{@code -Dvernier.onednn=false} leaves ND4J exactly as it was. {@code
 * -Dorg.eclipse.deeplearning4j.helpers.disable=true}, DL4J's own switch, is respected when it is
 * set explicitly. {@link io.github.vernier.layers.onednn.OneDnn#describe()} says what is in use;
 * the same line is logged once at start-up.
 *
 * <p>oneDNN serves {@code float} only: a network in {@code double} uses the built-in kernels, so a
 * gradient check never tests it. NCHW is about 1.4 times faster than NHWC.
 */
package io.github.vernier.layers.onednn;
