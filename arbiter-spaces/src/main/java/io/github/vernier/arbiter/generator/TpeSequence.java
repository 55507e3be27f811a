/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.generator;

import io.github.vernier.arbiter.generator.ParzenMixture.Axis;
import io.github.vernier.arbiter.parameter.SearchSpace;
import io.github.vernier.arbiter.trial.ParameterDescription;
import io.github.vernier.arbiter.trial.ParameterDescription.Kind;
import io.github.vernier.arbiter.trial.Study;
import io.github.vernier.arbiter.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The candidates of a Parzen estimator: each a function of the seed, its id and the history. */
final class TpeSequence implements CandidateSequence {

    private final TpeSearch settings;
    private final SearchSpace<?> space;
    private final Study study;
    private final List<Axis> axes = new ArrayList<>();

    TpeSequence(TpeSearch settings, SearchSpace<?> space, Study study) {
        this.settings = settings;
        this.space = space;
        this.study = study;
        List<ParameterDescription> parameters = space.descriptions();
        for (int i = 0; i < parameters.size(); i++) {
            boolean choice = parameters.get(i).kind() == Kind.CHOICE;
            axes.add(
                    choice ? Axis.choice(space.cardinality(i)) : Axis.number(space.cardinality(i)));
        }
    }

    @Override
    public Optional<double[]> next(History history) {
        SplittableRandom random = Seeds.random(study.seed(), history.id());
        Ranking ranking = new Ranking(study.goals(), history.known());
        if (ranking.size() < settings.startup()) {
            return Optional.of(random.doubles(space.dimension()).toArray());
        }
        List<double[]> good = points(ranking.good());
        List<Trial> rest = new ArrayList<>(ranking.rest());
        rest.addAll(history.pending());
        List<double[]> bad = points(rest);
        if (settings.kernels() == TpeSearch.Kernels.JOINT) {
            return Optional.of(propose(axes, good, bad, random));
        }
        double[] proposal = new double[axes.size()];
        for (int i = 0; i < proposal.length; i++) {
            int axis = i;
            proposal[i] =
                    propose(
                            List.of(axes.get(i)),
                            good.stream().map(point -> new double[] {point[axis]}).toList(),
                            bad.stream().map(point -> new double[] {point[axis]}).toList(),
                            random)[0];
        }
        return Optional.of(proposal);
    }

    @Override
    public void skip(History history) {
        // Nothing to do: a candidate depends on its history only.
    }

    private double[] propose(
            List<Axis> along, List<double[]> good, List<double[]> bad, SplittableRandom random) {
        ParzenMixture likely = new ParzenMixture(along, good, settings.priorWeight());
        ParzenMixture unlikely = new ParzenMixture(along, bad, settings.priorWeight());
        double[] best = null;
        double bestGain = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < settings.draws(); i++) {
            double[] point = likely.sample(random);
            double gain = likely.logDensity(point) - unlikely.logDensity(point);
            if (best == null || gain > bestGain) {
                best = point;
                bestGain = gain;
            }
        }
        return best;
    }

    /** Coordinates of trials by id, oldest first; NaN where a parameter played no part. */
    private List<double[]> points(List<Trial> trials) {
        return trials.stream()
                .filter(trial -> trial.coordinates().size() == axes.size())
                .sorted((a, b) -> Integer.compare(a.id(), b.id()))
                .map(this::point)
                .toList();
    }

    private double[] point(Trial trial) {
        double[] coordinates =
                trial.coordinates().stream().mapToDouble(Double::doubleValue).toArray();
        boolean[] active = space.active(coordinates);
        return IntStream.range(0, coordinates.length)
                .mapToDouble(i -> active[i] ? coordinates[i] : Double.NaN)
                .toArray();
    }
}
