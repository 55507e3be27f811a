/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The registry of pages: what the navigation shows. */
public final class Pages {

    private static final Logger log = LoggerFactory.getLogger(Pages.class);

    private final List<Page> pages;

    private Pages(List<Page> pages) {
        this.pages = List.copyOf(pages);
    }

    /**
     * Finds the pages on the class path; one that cannot be made is logged and left out.
     *
     * @return all pages by their order
     */
    public static Pages load() {
        List<Page> pages = new ArrayList<>();
        Iterator<Page> found =
                ServiceLoader.load(Page.class, Pages.class.getClassLoader()).iterator();
        while (true) {
            try {
                if (!found.hasNext()) {
                    break;
                }
                pages.add(found.next());
            } catch (ServiceConfigurationError e) {
                if (e.getCause() instanceof NoClassDefFoundError missing) {
                    // An optional dependency.
                    log.debug("A page is left out", missing);
                } else {
                    log.error("A page is left out", e);
                }
            }
        }
        pages.sort(Comparator.comparingInt(Page::order).thenComparing(Page::id));
        return new Pages(pages);
    }

    /**
     * All pages.
     *
     * @return pages by their order
     */
    public List<Page> all() {
        return pages;
    }

    /**
     * A page by name.
     *
     * @param id its id
     * @return the page, absent if there is none
     */
    public Optional<Page> find(String id) {
        return pages.stream().filter(page -> page.id().equals(id)).findFirst();
    }

    /**
     * Types of the records that any page shows.
     *
     * @return type ids
     */
    public Set<String> typeIds() {
        Set<String> types = new LinkedHashSet<>();
        pages.forEach(page -> types.addAll(page.typeIds()));
        return types;
    }
}
