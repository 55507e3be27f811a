/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.count;

import io.github.vernier.examples.networks.ConvFactory;
import io.github.vernier.examples.networks.Networks;
import io.github.vernier.examples.networks.Networks.ImageShape;
import io.github.vernier.layers.cost.CountingRule;
import io.github.vernier.layers.cost.NetworkCost;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Builds the configurations of the published wide residual networks and counts them.
 *
 * <p>The published numbers are those of {@code count.py} of BayesWatch/deficient-efficient (batch
 * 1, 3 x 32 x 32 images, 10 classes); multiply-adds are counted by {@link CountingRule#PUBLISHED}.
 */
public final class CountExperiment {

    private static final ImageShape CIFAR_10 = new ImageShape(3, 32, 32, 10);

    /** A published row. */
    private record Published(
            String network,
            String convolution,
            ConvFactory factory,
            long parameters,
            long multAdds) {}

    private static final String STOCK = "Conv";
    private static final String DECIMATE = "HashedDecimate";
    private static final String SEPARABLE_DECIMATE = "SepHashedDecimate";

    private static final List<Published> PUBLISHED =
            List.of(
                    stock("wrn-28-10", 36_479_194, 5_245_638_922L),
                    new Published(
                            "wrn-28-10",
                            "HashedDecimate (one kernel side)",
                            ConvFactory.hashed(s -> (long) s.in() * s.out() * s.kernel() / 10),
                            1_498_842,
                            5_245_638_922L),
                    decimate("wrn-28-10", 3_911_898, 5_245_638_922L),
                    separableDecimate("wrn-28-10", 3_911_898, 629_696_778),
                    new Published(
                            "wrn-28-10",
                            "SepHashedDecimate (both hashed)",
                            ConvFactory.bothHashedDecimate(),
                            710_327,
                            629_696_778),
                    new Published(
                            "wrn-28-10",
                            "Hashed_0.01",
                            ConvFactory.hashed(0.01),
                            654_272,
                            5_245_638_922L),
                    new Published(
                            "wrn-28-10", "Sep", ConvFactory.separable(), 4_380_138, 629_696_778),
                    separable("SepHashed_0.05", 0.05, 568_426),
                    separable("SepHashed_0.2", 0.2, 1_171_690),
                    separable("SepHashed_0.5", 0.5, 2_378_218),
                    wide("Generic_0.03", ConvFactory.lowRank(0.03), 601_162, 83_745_034),
                    wide("Generic_0.1", ConvFactory.lowRank(0.1), 1_190_634, 171_206_922),
                    wide("Generic_0.24", ConvFactory.lowRank(0.24), 2_344_906, 338_008_330),
                    wide("LR_0.1", ConvFactory.tiedLowRank(0.1), 788_458, 176_187_658),
                    wide("Shuffle_1", ConvFactory.shuffle(1), 2_384_154, 358_537_482),
                    wide("Shuffle_3", ConvFactory.shuffle(3), 1_343_834, 197_646_602),
                    wide("Shuffle_4", ConvFactory.shuffle(4), 823_674, 117_201_162),
                    wide("Shuffle_7", ConvFactory.shuffle(7), 719_994, 101_472_522),
                    wide("Shuffle_8", ConvFactory.shuffle(8), 563_594, 76_978_442),
                    wide("Shuffle_16", ConvFactory.shuffle(16), 437_354, 60_758_282),
                    wide("Shuffle_32", ConvFactory.shuffle(32), 378_314, 51_296_522),
                    tensorTrain(0.23, 598_200),
                    tensorTrain(0.26, 664_226),
                    tensorTrain(0.44, 1_181_863),
                    tensorTrain(0.7, 2_413_390),
                    tucker(0.21, 592_947),
                    tucker(0.25, 681_248),
                    tucker(0.41, 1_150_364),
                    tucker(0.67, 2_381_200),
                    acdc("wrn-28-10", 12, 555_498, 1_338_791_912),
                    new Published(
                            "wrn-28-10",
                            "OriginalACDC",
                            ConvFactory.originalAcdc(12),
                            555_498,
                            1_338_791_912),
                    acdc("wrn-28-10", 15, 609_258, 1_690_182_833),
                    acdc("wrn-28-10", 64, 1_487_338, 7_429_567_866L),
                    stock("wrn-40-2", 2_243_546, 328_303_882),
                    decimate("wrn-40-2", 243_117, 328_303_882),
                    separableDecimate("wrn-40-2", 243_117, 44_832_010),
                    new Published("wrn-40-2", "Sep", ConvFactory.separable(), 288_362, 44_832_010),
                    acdc("wrn-40-2", 12, 100_202, 278_721_802),
                    stock("wrn-16-1", 175_066, 26_788_490),
                    decimate("wrn-16-1", 22_062, 26_788_490),
                    separableDecimate("wrn-16-1", 22_062, 4_696_714),
                    acdc("wrn-16-1", 12, 18_026, 48_130_698),
                    stock("wrn-16-2", 691_674, 101_352_714),
                    decimate("wrn-16-2", 82_925, 101_352_714),
                    separableDecimate("wrn-16-2", 82_925, 15_078_666),
                    acdc("wrn-16-2", 12, 41_066, 113_374_474),
                    stock("wrn-16-4", 2_748_890, 393_087_498),
                    decimate("wrn-16-4", 320_417, 393_087_498),
                    separableDecimate("wrn-16-4", 320_417, 52_619_786),
                    acdc("wrn-16-4", 12, 101_994, 261_581_322),
                    stock("wrn-16-8", 10_961_370, 1_549_079_562),
                    stock("wrn-16-10", 17_116_634, 2_413_336_842L),
                    stock("wrn-40-1", 563_930, 83_640_970),
                    stock("wrn-40-4", 8_949_210, 1_299_974_666),
                    stock("wrn-10-1", 77_850, 12_575_370),
                    stock("wrn-10-2", 303_706, 44_614_922),
                    stock("wrn-22-2", 1_079_642, 158_090_506),
                    stock("wrn-28-1", 369_498, 55_214_730),
                    stock("wrn-28-2", 1_467_610, 214_828_298));

    private static Published stock(String network, long parameters, long multAdds) {
        return new Published(network, STOCK, ConvFactory.stock(), parameters, multAdds);
    }

    private static Published decimate(String network, long parameters, long multAdds) {
        return new Published(network, DECIMATE, ConvFactory.hashedDecimate(), parameters, multAdds);
    }

    private static Published separableDecimate(String network, long parameters, long multAdds) {
        return new Published(
                network,
                SEPARABLE_DECIMATE,
                ConvFactory.separableHashedDecimate(),
                parameters,
                multAdds);
    }

    private static Published wide(
            String name, ConvFactory factory, long parameters, long multAdds) {
        return new Published("wrn-28-10", name, factory, parameters, multAdds);
    }

    private static Published tensorTrain(double ratio, long parameters) {
        return wide(
                "TensorTrain_" + ratio, ConvFactory.tensorTrain(ratio), parameters, 629_696_778);
    }

    private static Published tucker(double ratio, long parameters) {
        return wide("Tucker_" + ratio, ConvFactory.tucker(ratio), parameters, 629_696_778);
    }

    private static Published acdc(String network, int layers, long parameters, long multAdds) {
        return new Published(
                network, "ACDC_" + layers, ConvFactory.acdc(layers), parameters, multAdds);
    }

    private static Published separable(String name, double ratio, long parameters) {
        return new Published(
                "wrn-28-10", name, ConvFactory.separableHashed(ratio), parameters, 629_696_778);
    }

    /** Counts every network; allocates none of them. */
    public List<Count> run() {
        List<Count> counts = new ArrayList<>();
        for (Published published : PUBLISHED) {
            NetworkCost cost =
                    Networks.byName(published.network(), CIFAR_10, 1, published.factory()).cost();
            counts.add(
                    new Count(
                            published.network(),
                            published.convolution(),
                            cost.parameters(),
                            published.parameters(),
                            cost.multAdds(CountingRule.PUBLISHED).orElseThrow(),
                            published.multAdds()));
        }
        return counts;
    }

    /**
     * The counts as a table.
     *
     * @param counts result of {@link #run}
     */
    public static String format(List<Count> counts) {
        String row = "%-10s %-33s %12s %12s %15s %15s  %s%n";
        StringBuilder table =
                new StringBuilder(
                        String.format(
                                row,
                                "network",
                                "layer",
                                "parameters",
                                "published",
                                "mult-adds",
                                "published",
                                "equal"));
        for (Count count : counts) {
            table.append(
                    String.format(
                            row,
                            count.network(),
                            count.convolution(),
                            grouped(count.parameters()),
                            grouped(count.publishedParameters()),
                            grouped(count.multAdds()),
                            grouped(count.publishedMultAdds()),
                            count.isEqual() ? "yes" : "no"));
        }
        return table.toString();
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
