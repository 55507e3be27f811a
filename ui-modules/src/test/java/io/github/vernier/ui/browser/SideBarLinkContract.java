/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.ui.UiTestServer;
import io.github.vernier.ui.server.VernierUIServer;
import org.deeplearning4j.ui.api.UIServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebElement;

/** The stock pages as {@link VernierUIServer} shows them, with a link to ours in their side bar. */
abstract class SideBarLinkContract extends StockPagesContract {

    SideBarLinkContract(boolean multiSession) {
        super(multiSession, () -> UiTestServer.of(start(multiSession)));
    }

    private static UIServer start(boolean multiSession) throws Exception {
        VernierUIServer.Builder settings = VernierUIServer.builder().port(0);
        return multiSession ? settings.multiSession().start() : settings.start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"overview", "model", "system"})
    void theSideBarLeadsToOurPagesAndBack(String page) throws Exception {
        openStockOverview();
        find(".sidebar a[href=%s]".formatted(page)).click();
        await("the stock page", "location.pathname.endsWith(arguments[0])", "/" + page);
        await("the page's session", "typeof currSession === 'string' && currSession !== ''");
        WebElement link = find(".sidebar #vernier-link");
        assertThat(link.isDisplayed()).isTrue();
        assertThat(link.getText()).isEqualTo("Vernier");
        chromium.shoot("stock-" + page);
        link.click();
        await("our overview", "location.pathname === '/vernier/overview'");
        assertOurOverviewIsDrawn();
        goBackToStock();
    }
}
