/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.server;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.deeplearning4j.core.storage.impl.RemoteUIStatsStorageRouter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before the stock receiver of other processes' records, which makes objects of whichever
 * class is named.
 *
 * <p>It is a route of the same router with the same path, so that it sees every spelling that gets
 * there. The receiver is given what was checked, not what was sent.
 */
final class RemoteGuard {

    /** Length of a body; the receiver's JSON reader takes no text of more characters anyway. */
    static final long MOST_BYTES = 20_000_000;

    private static final Logger log = LoggerFactory.getLogger(RemoteGuard.class);

    private static final String PATH = "/" + RemoteUIStatsStorageRouter.DEFAULT_PATH;
    private static final int BEFORE_STOCK = -1;
    private static final int MOST_WARNINGS = 100;

    private final RemoteClasses classes;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    RemoteGuard(RemoteClasses classes) {
        this.classes = classes;
    }

    /** Adds the route. */
    void guard(Router router) {
        router.post(PATH)
                .order(BEFORE_STOCK)
                .handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES))
                .handler(this::check)
                .failureHandler(RemoteGuard::explain);
    }

    private void check(RoutingContext context) {
        RemoteReport report;
        boolean admitted;
        try {
            // An upgrade to another protocol has no body.
            report = RemoteReport.parse(context.getBody() == null ? "" : context.getBodyAsString());
            admitted = classes.admit(report);
        } catch (IllegalArgumentException e) {
            Refusal.send(context.request(), 400, "This is no report: " + e.getMessage() + ".");
            return;
        }
        if (admitted) {
            context.setBody(report.toBody());
            context.next();
        } else {
            refuse(context, report.className());
        }
    }

    private void refuse(RoutingContext context, String className) {
        String reason =
                "This record of class "
                        + className
                        + " is not taken from another process: it is not known to be read without"
                        + " Java deserialization. A program that trusts everyone who can reach its"
                        + " server lets the class in by"
                        + " VernierUIServer.builder().trustRemoteClasses(...).";
        if (warned.size() < MOST_WARNINGS && warned.add(className)) {
            log.warn(reason);
        }
        Refusal.send(context.request(), 403, reason);
    }

    private static void explain(RoutingContext context) {
        if (context.statusCode() == 413) {
            Refusal.send(
                    context.request(),
                    413,
                    "A report has at most " + MOST_BYTES + " bytes, this one has more.");
        } else {
            context.next();
        }
    }
}
