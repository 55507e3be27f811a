/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.io.Serializable;
import java.util.List;

/**
 * Clusters of the examples' gradients at one time: sizes, distortions, and, of an assignment of all
 * examples, a few examples of each cluster to look at.
 *
 * <p>Distances are squared norms {@code ‖g_i − c_k‖²} of differences of one example's gradient and
 * its centre, over the clustered weights.
 */
public final class ClusterUpdate extends IterationUpdate {

    /** Type id of this record. */
    public static final String TYPE_ID = ClusterStaticInfo.TYPE_ID;

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    private Kind kind = Kind.FULL;
    private Summary summary;
    private List<Cluster> clusters = List.of();

    /** What was done at this time. */
    public enum Kind {
        /** One minibatch moved the centres; sizes are running, hence fractions. */
        ONLINE,
        /** All examples of a data set were assigned; sizes are counts. */
        FULL
    }

    /**
     * The clustering as a whole.
     *
     * @param examples number of examples that were assigned
     * @param distortion mean squared distance of these examples to their centres
     * @param moved examples that are in another cluster than at the assignment of all before this;
     *     -1 if there is none before
     * @param variance total variance {@code 1/N Σ‖g_i − ḡ‖²} of one example's gradient; NaN if it
     *     was not measured
     * @param stratifiedVariance an upper bound of the variance of the mean of one random example of
     *     each cluster, weighted, {@code N⁻² Σ_k N_k Σ_{i∈k} ‖g_i − c_k‖²}; to be compared with
     *     {@code variance} divided by the number of clusters that are not empty; NaN if it was not
     *     measured
     * @param seconds time it took
     */
    public record Summary(
            int examples,
            double distortion,
            int moved,
            double variance,
            double stratifiedVariance,
            double seconds)
            implements Serializable {}

    /**
     * One cluster.
     *
     * @param size number of its examples, or its running size
     * @param distortion mean squared distance of its examples to the centre, 0 if it is empty
     * @param refills how often it has been filled with examples of another cluster, so far
     * @param labels number of its examples of each class; empty if classes are unknown or kind is
     *     {@link Kind#ONLINE}
     * @param examples a few of its examples, nearest to the centre first; empty if kind is {@link
     *     Kind#ONLINE}
     */
    public record Cluster(
            double size, double distortion, int refills, int[] labels, List<Example> examples)
            implements Serializable {}

    /**
     * One example.
     *
     * @param index its index in the data set
     * @param label index of its class, -1 if unknown
     * @param distance its squared distance to the centre
     * @param image its input
     */
    public record Example(int index, int label, double distance, Thumbnail image)
            implements Serializable {}

    /** For storages, before {@code decode}. */
    public ClusterUpdate() {
        super(VERSION);
    }

    /**
     * A record of a clustering.
     *
     * @param iteration iteration of training, from 0
     * @param epoch epoch of training, from 0
     * @param kind what was done
     * @param summary the clustering as a whole
     * @param clusters every cluster, in a fixed order, empty ones included
     */
    public ClusterUpdate(
            int iteration, int epoch, Kind kind, Summary summary, List<Cluster> clusters) {
        super(VERSION, iteration, epoch);
        this.kind = kind;
        this.summary = summary;
        this.clusters = List.copyOf(clusters);
    }

    /** What was done. */
    public Kind getKind() {
        return kind;
    }

    /** The clustering as a whole. */
    public Summary getSummary() {
        return summary;
    }

    /** Every cluster, in a fixed order, empty ones included. */
    public List<Cluster> getClusters() {
        return clusters;
    }

    @Override
    public String getTypeID() {
        return TYPE_ID;
    }

    @Override
    protected void writeFindings(RecordFields fields) {
        fields.put("kind", kind.name())
                .put("examples", summary.examples())
                .put("distortion", summary.distortion())
                .put("moved", summary.moved())
                .put("variance", summary.variance())
                .put("stratifiedVariance", summary.stratifiedVariance())
                .put("seconds", summary.seconds())
                .putGroups("clusters", clusters.stream().map(ClusterUpdate::toFields).toList());
    }

    @Override
    protected void readFindings(RecordFields fields) {
        kind = Kind.valueOf(fields.getString("kind", Kind.FULL.name()));
        summary =
                new Summary(
                        fields.getInt("examples", 0),
                        fields.getDouble("distortion", Double.NaN),
                        fields.getInt("moved", -1),
                        fields.getDouble("variance", Double.NaN),
                        fields.getDouble("stratifiedVariance", Double.NaN),
                        fields.getDouble("seconds", Double.NaN));
        clusters = fields.getGroups("clusters").stream().map(ClusterUpdate::toCluster).toList();
    }

    private static RecordFields toFields(Cluster cluster) {
        return new RecordFields()
                .put("size", cluster.size())
                .put("distortion", cluster.distortion())
                .put("refills", cluster.refills())
                .put("labels", cluster.labels())
                .putGroups(
                        "examples",
                        cluster.examples().stream().map(ClusterUpdate::toFields).toList());
    }

    private static Cluster toCluster(RecordFields fields) {
        return new Cluster(
                fields.getDouble("size", 0),
                fields.getDouble("distortion", Double.NaN),
                fields.getInt("refills", 0),
                fields.getInts("labels"),
                fields.getGroups("examples").stream().map(ClusterUpdate::toExample).toList());
    }

    private static RecordFields toFields(Example example) {
        RecordFields fields =
                new RecordFields()
                        .put("index", example.index())
                        .put("label", example.label())
                        .put("distance", example.distance());
        example.image().write(fields);
        return fields;
    }

    private static Example toExample(RecordFields fields) {
        return new Example(
                fields.getInt("index", -1),
                fields.getInt("label", -1),
                fields.getDouble("distance", Double.NaN),
                Thumbnail.read(fields));
    }
}
