/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui;

import io.github.vernier.ui.http.ApiHandler;
import io.github.vernier.ui.http.EventStreams;
import io.github.vernier.ui.http.Shell;
import io.github.vernier.ui.page.Page;
import io.github.vernier.ui.page.Pages;
import io.github.vernier.ui.session.Changes;
import io.github.vernier.ui.session.Sessions;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.core.storage.StatsStorageEvent;
import org.deeplearning4j.ui.VertxUIServer;
import org.deeplearning4j.ui.api.HttpMethod;
import org.deeplearning4j.ui.api.Route;
import org.deeplearning4j.ui.api.UIModule;
import org.deeplearning4j.ui.i18n.I18NResource;
import org.nd4j.common.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All of Vernier's pages as one module of the stock UI server, which finds it by {@link
 * java.util.ServiceLoader}.
 */
public final class VernierModule implements UIModule {

    /** Where the pages are. */
    public static final String PREFIX = "/vernier";

    private static final Logger log = LoggerFactory.getLogger(VernierModule.class);

    private final Pages pages = Pages.load();
    private final Sessions sessions = new Sessions(VernierModule::attachBySessionId);
    private final Changes changes = new Changes();

    /** For the service loader. */
    public VernierModule() {}

    @Override
    public List<String> getCallbackTypeIDs() {
        return List.copyOf(pages.typeIds());
    }

    @Override
    public List<Route> getRoutes() {
        ApiHandler api = new ApiHandler(sessions);
        Catalogue catalogue = new Catalogue(pages, sessions);
        Shell shell = new Shell();
        List<Route> routes = new ArrayList<>();
        pages.all().stream()
                .findFirst()
                .map(first -> PREFIX + "/" + first.id())
                .ifPresent(
                        first -> {
                            routes.add(get(PREFIX, rc -> shell.redirect(rc, first)));
                            routes.add(get(PREFIX + "/", rc -> shell.redirect(rc, first)));
                        });
        routes.add(get(PREFIX + "/api/pages", api.handler(catalogue::pages)));
        routes.add(get(PREFIX + "/api/sessions", api.handler(catalogue::sessions)));
        routes.add(get(PREFIX + "/api/workers", api.handler(catalogue::workers)));
        routes.add(get(PREFIX + "/api/events", new EventStreams(changes::take)::open));
        for (Page page : pages.all()) {
            routes.add(get(PREFIX + "/" + page.id(), shell::show));
            page.endpoints()
                    .forEach(
                            (name, endpoint) -> {
                                String path = api(page) + (name.isEmpty() ? "" : "/" + name);
                                routes.add(get(path, api.handler(endpoint)));
                            });
            page.commands()
                    .forEach(
                            (name, endpoint) ->
                                    routes.add(post(api(page) + "/" + name, api.orders(endpoint))));
        }
        return routes;
    }

    private static String api(Page page) {
        return PREFIX + "/api/" + page.id();
    }

    private static Route post(String path, Consumer<RoutingContext> handler) {
        return new Route(path, HttpMethod.POST, (args, rc) -> handler.accept(rc));
    }

    private static Route get(String path, Consumer<RoutingContext> handler) {
        return new Route(path, HttpMethod.GET, (args, rc) -> handler.accept(rc));
    }

    /**
     * Does nothing: the pages ask the storages. So a module that throws here, which ends the
     * delivery of events to all modules, does not stop them.
     */
    @Override
    public void reportStorageEvents(Collection<StatsStorageEvent> events) {
        // See above.
    }

    @Override
    public void onAttach(StatsStorage statsStorage) {
        try {
            int found = sessions.attach(statsStorage).size();
            changes.attach(statsStorage);
            log.debug("{} has {} sessions", statsStorage, found);
            VertxUIServer server = VertxUIServer.getInstance();
            if (server != null) {
                log.info("Vernier pages at {}{}", server.getAddress(), PREFIX);
            }
        } catch (Throwable t) {
            // It would keep the modules after this one from seeing the storage.
            log.error("Cannot show {}", statsStorage, t);
        }
    }

    @Override
    public void onDetach(StatsStorage statsStorage) {
        sessions.detach(statsStorage);
        changes.detach(statsStorage);
    }

    @Override
    public List<I18NResource> getInternationalizationResources() {
        return List.of();
    }

    private static boolean attachBySessionId(String sessionId) {
        VertxUIServer server = VertxUIServer.getInstance();
        Function<String, Boolean> loader = server == null ? null : server.getStatsStorageLoader();
        return loader != null && loader.apply(sessionId);
    }
}
