/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.budget;

import io.github.vernier.arbiter.spaces.value.CompositeSpace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;

/**
 * Shares that sum to 1, every division being equally likely.
 *
 * <p>Of n names the first n - 1 have a parameter u; share i is {@code 1 - (1 - u)^(1 / (n - i))} of
 * what the shares before it have left, and the last takes the rest.
 */
public final class SharesSpace extends CompositeSpace<Map<String, Double>> {

    private Map<String, ParameterSpace<Double>> parts;
    private String last;

    private SharesSpace() {}

    /**
     * Searches shares.
     *
     * @param names whose shares, in order; at least one
     */
    public SharesSpace(List<String> names) {
        this.parts = new LinkedHashMap<>();
        names.subList(0, names.size() - 1)
                .forEach(name -> parts.put(name, new ContinuousParameterSpace(0, 1)));
        this.last = names.get(names.size() - 1);
    }

    @Override
    public Map<String, Double> getValue(double[] values) {
        Map<String, Double> shares = new LinkedHashMap<>();
        double left = 1;
        int after = parts.size();
        for (Map.Entry<String, ParameterSpace<Double>> part : parts.entrySet()) {
            double taken = 1 - Math.pow(1 - part.getValue().getValue(values), 1.0 / after--);
            shares.put(part.getKey(), left * taken);
            left -= left * taken;
        }
        shares.put(last, left);
        return shares;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Map<String, ParameterSpace> getNestedSpaces() {
        return new LinkedHashMap<>(parts);
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other) && last.equals(((SharesSpace) other).last);
    }

    @Override
    public int hashCode() {
        return super.hashCode() + last.hashCode();
    }
}
