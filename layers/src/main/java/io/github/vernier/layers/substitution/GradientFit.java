/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import io.github.vernier.layers.parameterized.WeightFunction;
import io.github.vernier.layers.parameterized.WeightParameterization;
import io.github.vernier.layers.parameterized.WeightShape;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Least squares for weight tensors that are any smooth function of their parameters: minimizes
 * {@code |W(θ) - T|² / 2} by L-BFGS with backtracking (Nocedal and Wright 2006, Numerical
 * Optimization, algorithm 7.4), in double, deterministic, and never ending worse than it starts.
 */
final class GradientFit {

    private static final int MEMORY = 8;
    private static final int BACKTRACKS = 20;
    private static final double SUFFICIENT = 1e-4;

    /** Of the parameters' norm, the length of the first step. */
    private static final double FIRST_STEP = 0.1;

    private record Pair(INDArray step, INDArray change, double product) {}

    private final WeightFunction function;
    private final INDArray target;
    private final INDArray buffer;
    private final Map<String, INDArray> gradients;
    private final INDArray gradient;

    private GradientFit(
            WeightParameterization parameterization, INDArray target, Map<String, INDArray> like) {
        this.target = target.castTo(DataType.DOUBLE).dup('c');
        this.function = parameterization.bind(shape(target), DataType.DOUBLE);
        this.buffer = Nd4j.create(DataType.DOUBLE, target.shape(), 'c');
        this.gradient = Nd4j.create(DataType.DOUBLE, length(like));
        this.gradients = views(gradient, like);
    }

    static WeightShape shape(INDArray weight) {
        return new WeightShape(weight.size(0), weight.size(1), weight.size(2), weight.size(3));
    }

    /** The weight that some parameters make. */
    static INDArray weight(
            WeightParameterization parameterization, INDArray like, Map<String, INDArray> theta) {
        INDArray room = Nd4j.create(like.dataType(), like.shape(), 'c');
        return parameterization.bind(shape(like), like.dataType()).weight(theta, room, false);
    }

    /**
     * Moves parameters to where their weight is nearer to a target.
     *
     * @param parameterization makes W of θ
     * @param target T
     * @param theta the parameters by name, set to where the fit starts; set in place
     * @param iterations steps, at most
     * @return the weight they then make
     */
    static INDArray fit(
            WeightParameterization parameterization,
            INDArray target,
            Map<String, INDArray> theta,
            int iterations) {
        GradientFit fit = new GradientFit(parameterization, target, theta);
        INDArray start = Nd4j.create(DataType.DOUBLE, length(theta));
        views(start, theta).forEach((name, view) -> view.assign(theta.get(name)));
        INDArray found = fit.minimize(start, theta, iterations);
        views(found, theta).forEach((name, view) -> theta.get(name).assign(view));
        return weight(parameterization, target, theta);
    }

    private INDArray minimize(INDArray start, Map<String, INDArray> like, int iterations) {
        INDArray x = start;
        double value = evaluate(x, like);
        INDArray g = gradient.dup();
        Deque<Pair> memory = new ArrayDeque<>();
        for (int i = 0; i < iterations && norm(g) > 0; i++) {
            INDArray direction = direction(g, memory, norm(x));
            double slope = dot(direction, g);
            double length = 1;
            INDArray next = x.add(direction);
            double nextValue = evaluate(next, like);
            for (int b = 0; b < BACKTRACKS && !isEnough(value, nextValue, length * slope); b++) {
                length /= 2;
                next = x.add(direction.mul(length));
                nextValue = evaluate(next, like);
            }
            if (!isEnough(value, nextValue, length * slope)) {
                return x;
            }
            remember(memory, next.sub(x), gradient.sub(g));
            x = next;
            value = nextValue;
            g = gradient.dup();
        }
        return x;
    }

    private static boolean isEnough(double before, double after, double predicted) {
        return after <= before + SUFFICIENT * predicted;
    }

    private static void remember(Deque<Pair> memory, INDArray step, INDArray change) {
        double product = dot(step, change);
        // Only along which the slope grows: the approximate Hessian stays positive.
        if (product > 1e-12 * norm(step) * norm(change)) {
            memory.addLast(new Pair(step, change, product));
            if (memory.size() > MEMORY) {
                memory.removeFirst();
            }
        }
    }

    /** Minus the gradient times the approximate inverse Hessian, by the two-loop recursion. */
    private static INDArray direction(INDArray g, Deque<Pair> memory, double scale) {
        INDArray q = g.neg();
        if (memory.isEmpty()) {
            return q.muli(FIRST_STEP * scale / norm(g));
        }
        double[] alpha = new double[memory.size()];
        int i = memory.size();
        for (Iterator<Pair> it = memory.descendingIterator(); it.hasNext(); ) {
            Pair p = it.next();
            alpha[--i] = dot(p.step, q) / p.product;
            q.subi(p.change.mul(alpha[i]));
        }
        Pair last = memory.getLast();
        q.muli(last.product / dot(last.change, last.change));
        for (Pair p : memory) {
            double beta = dot(p.change, q) / p.product;
            q.addi(p.step.mul(alpha[i++] - beta));
        }
        return q;
    }

    /** The objective; leaves its gradient in the field. */
    private double evaluate(INDArray x, Map<String, INDArray> like) {
        Map<String, INDArray> theta = views(x, like);
        INDArray weight = function.weight(theta, buffer, true);
        INDArray error = weight.sub(target);
        double norm = norm(error);
        function.backprop(theta, weight, error, gradients);
        return norm * norm / 2;
    }

    private static double dot(INDArray a, INDArray b) {
        return a.mul(b).sumNumber().doubleValue();
    }

    private static double norm(INDArray a) {
        return a.norm2Number().doubleValue();
    }

    private static long length(Map<String, INDArray> theta) {
        return theta.values().stream().mapToLong(INDArray::length).sum();
    }

    /** A vector's sections, in the shapes of some parameters. */
    private static Map<String, INDArray> views(INDArray vector, Map<String, INDArray> like) {
        Map<String, INDArray> views = new LinkedHashMap<>();
        long from = 0;
        for (Map.Entry<String, INDArray> e : like.entrySet()) {
            long to = from + e.getValue().length();
            views.put(
                    e.getKey(),
                    vector.get(NDArrayIndex.interval(from, to)).reshape(e.getValue().shape()));
            from = to;
        }
        return views;
    }
}
