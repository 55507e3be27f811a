/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The stock UI server, kept to those it is for.
 *
 * <p>The stock server listens on every network interface, without a password, and has no setting
 * for that. {@link io.github.vernier.ui.server.VernierUIServer} is the stock server with these
 * differences:
 *
 * <ul>
 *   <li>It listens on the loopback address, unless another is given together with a token.
 *   <li>Without a token it answers requests only for a loopback host, so that a web site cannot
 *       reach it by a name that it lets point to this machine (DNS rebinding); requests that
 *       another origin's page makes and that change something are refused in any case.
 *   <li>With a token a browser opens {@code http://host:port/?token=...} once and gets a cookie;
 *       programs send {@code Authorization: Bearer ...} or the parameter each time. Wrong tokens
 *       are counted by address and slowed down.
 *   <li>Of what other processes report, nothing is read by Java deserialization.
 *   <li>The side bar of the stock training pages has a link to ours.
 * </ul>
 *
 * <pre>{@code
 * UIServer ui = VernierUIServer.builder().port(9000).start();
 * UIServer ui = VernierUIServer.builder().address("0.0.0.0").token(token).start();
 * ui.attach(storage);
 * }</pre>
 *
 * <p>Trainings in other processes report to it as to the stock server, by Deeplearning4j's own
 * router; the token, if there is one, is a part of the path:
 *
 * <pre>{@code
 * ui.enableRemoteListener(storage, true);
 *
 * // In the other process:
 * StatsStorageRouter router =
 *         new RemoteUIStatsStorageRouter(
 *                 "http://localhost:9000", "remoteReceive?token=" + token, 10, 1000, 2.0);
 * network.addListeners(TrainingRecorder.builder().recordTo(router).sessionId("run 1").build());
 * }</pre>
 *
 * <p>The router sends in the background, and what it has not sent when its process ends is lost.
 *
 * <p>The stock receiver makes objects of whichever class a report names, and some of
 * Deeplearning4j's and Arbiter's read theirs by Java deserialization, which can run code. A guard
 * stands before it and takes
 *
 * <ul>
 *   <li>Vernier's records, of which there may be subclasses elsewhere on the class path,
 *   <li>Deeplearning4j's in Simple Binary Encoding, which are those of {@code StatsListener}, if
 *       they have no part in Java's serialization,
 *   <li>classes named to {@link
 *       io.github.vernier.ui.server.VernierUIServer.Builder#trustRemoteClasses trustRemoteClasses},
 *       such as Arbiter's: then whoever may send reports may run code in this process, if such a
 *       class lets them.
 * </ul>
 *
 * <p>To any other class the answer is 403, and it is named in the log once; to what is no report,
 * or has an id that is blank or has a quote, which Deeplearning4j's SQLite storage does not escape
 * in its queries, 400; to more than 20 MB 413. The router that sent it drops that record, waits
 * longer each time it happens in a row, and goes on.
 *
 * <p>None of this concerns files. Deeplearning4j's {@code FileStatsStorage} and {@code
 * J7FileStatsStorage} read theirs by Java deserialization, without a filter of their own: a file of
 * someone who may not run code in this process must not be opened, unless Java's filter for the
 * whole process, the system property {@code jdk.serialFilter}, lets these classes in only: {@code
 * io.github.vernier.**;org.deeplearning4j.**;java.lang.*;java.util.*;!*}.
 *
 * <p>From then on {@code UIServer.getInstance()} returns it, as there is one server per JVM. The
 * connection is not encrypted; from another machine, forwarding the port over ssh is safer than a
 * token.
 */
package io.github.vernier.ui.server;
