/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vernier.listeners.record.DistillationUpdate;
import io.github.vernier.listeners.record.RecordRouter;
import io.github.vernier.ui.FakeDistillation;
import io.github.vernier.ui.server.RawClient.Response;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.ui.api.UIServer;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class VernierUIServerTest {

    private static final String SECRET = "correct-horse-battery-staple";

    private UIServer server;

    @AfterEach
    void stop() throws Exception {
        UIServer.stopInstance();
    }

    private Response send(String method, String path, Map<String, String> headers)
            throws IOException {
        return send(method, path, headers, "");
    }

    private Response send(String method, String path, Map<String, String> headers, String body)
            throws IOException {
        return new RawClient(server.getPort()).send(method, path, headers, body);
    }

    private Response get(String path, Map<String, String> headers) throws IOException {
        return send("GET", path, headers);
    }

    /** What the stock remote router sends. */
    private Response report(String session, String path, Map<String, String> headers)
            throws IOException {
        InMemoryStatsStorage made = new InMemoryStatsStorage();
        new RecordRouter(made, session, "0").putStaticInfo(new FakeDistillation(1).staticInfo());
        Persistable info = made.getStaticInfo(session, DistillationUpdate.TYPE_ID, "0");
        String body =
                "{\"type\":\"StaticInfo\",\"class\":\"%s\",\"data\":\"%s\"}"
                        .formatted(
                                info.getClass().getName(),
                                Base64.getEncoder().encodeToString(info.encode()));
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Type", "application/json");
        all.put("Content-Length", Integer.toString(body.length()));
        return send("POST", path, all, body);
    }

    private void startOpen() throws Exception {
        server = VernierUIServer.builder().port(0).start();
    }

    private void startWithToken() throws Exception {
        server = VernierUIServer.builder().address("0.0.0.0").port(0).token(SECRET).start();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LOCALHOST:8080", "127.0.0.1", "127.0.0.1:9000", "[::1]:9000"})
    void loopbackHostsAreAnswered(String host) throws Exception {
        startOpen();
        assertThat(get("/vernier/overview", Map.of("Host", host)).status()).isEqualTo(200);
        assertThat(get("/train/overview", Map.of("Host", host)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:9000",
                "127.0.0.1.evil.example",
                "localhost.evil.example:80",
                "[::2]",
                ""
            })
    void namesThatPointHereAreNotAnswered(String host) throws Exception {
        startOpen();
        for (String path : new String[] {"/vernier/api/sessions", "/train/overview", "/x"}) {
            assertThat(get(path, Map.of("Host", host)).status()).isEqualTo(403);
        }
    }

    @Test
    void otherSitesPagesCannotWrite() throws Exception {
        startOpen();
        server.enableRemoteListener(new InMemoryStatsStorage(), true);
        Map<String, String> foreign =
                Map.of(
                        "Host", "localhost",
                        "Origin", "http://evil.example",
                        "Content-Length", "0");
        assertThat(send("POST", "/remoteReceive", foreign).status()).isEqualTo(403);
        Map<String, String> broken =
                Map.of("Host", "localhost", "Origin", "null", "Content-Length", "0");
        assertThat(send("POST", "/remoteReceive", broken).status()).isEqualTo(403);
        Map<String, String> own =
                Map.of(
                        "Host", "localhost:9",
                        "Origin", "http://localhost:9",
                        "Content-Length", "0");
        assertThat(send("POST", "/nothing", own).status()).isEqualTo(404);
    }

    @Test
    void theStockSideBarHasALink() throws Exception {
        startOpen();
        Response script = get("/assets/js/train/train.js", Map.of("Host", "localhost"));
        assertThat(script.status()).isEqualTo(200);
        assertThat(script.header("content-type")).startsWith("application/javascript");
        assertThat(script.body()).contains("function languageSelect(", "/vernier?session=");
    }

    @Test
    void withoutTheTokenNothingIsAnswered() throws Exception {
        startWithToken();
        for (String path :
                new String[] {
                    "/",
                    "/vernier",
                    "/vernier/api/sessions",
                    "/train/overview",
                    "/assets/vernier/app.js"
                }) {
            assertThat(get(path, Map.of("Host", "any.example")).status()).isEqualTo(401);
        }
        Map<String, String> post = Map.of("Host", "any.example", "Content-Length", "0");
        assertThat(send("POST", "/remoteReceive", post).status()).isEqualTo(401);
        assertThat(
                        get("/vernier", Map.of("Host", "a", "Cookie", Token.COOKIE + "=guessed"))
                                .status())
                .isEqualTo(401);
    }

    @Test
    void recordsOfOtherProcessesNeedTheToken() throws Exception {
        startWithToken();
        InMemoryStatsStorage storage = new InMemoryStatsStorage();
        Map<String, String> host = Map.of("Host", "any.example");
        Map<String, String> bearer =
                Map.of("Host", "any.example", "Authorization", "Bearer " + SECRET);
        // Nobody's, unless the program that shows them wants them.
        assertThat(report("early", "/remoteReceive", bearer).status()).isEqualTo(403);

        server.enableRemoteListener(storage, true);
        assertThat(report("without", "/remoteReceive", host).status()).isEqualTo(401);
        assertThat(report("wrong", "/remoteReceive?token=guess", host).status()).isEqualTo(401);
        assertThat(storage.listSessionIDs()).isEmpty();

        assertThat(report("path", "/remoteReceive?token=" + SECRET, host).status()).isEqualTo(200);
        assertThat(storage.listSessionIDs()).containsExactly("path");
        assertThat(report("header", "/remoteReceive", bearer).status()).isEqualTo(200);
        assertThat(storage.listSessionIDs()).containsExactlyInAnyOrder("path", "header");
    }

    @Test
    void withoutATokenRecordsComeFromThisMachineOnly() throws Exception {
        startOpen();
        InMemoryStatsStorage storage = new InMemoryStatsStorage();
        server.enableRemoteListener(storage, true);
        assertThat(report("foreign", "/remoteReceive", Map.of("Host", "evil.example")).status())
                .isEqualTo(403);
        assertThat(storage.listSessionIDs()).isEmpty();
        assertThat(report("own", "/remoteReceive", Map.of("Host", "localhost")).status())
                .isEqualTo(200);
        assertThat(storage.listSessionIDs()).containsExactly("own");
    }

    @Test
    void theTokenIsTurnedIntoACookieAndLeavesTheAddress() throws Exception {
        startWithToken();
        Response welcome =
                get(
                        "/vernier/overview?session=a%2Fb%26&token=" + SECRET + "&x=1",
                        Map.of("Host", "any.example"));
        assertThat(welcome.status()).isEqualTo(302);
        assertThat(welcome.header("location")).isEqualTo("/vernier/overview?session=a%2Fb%26&x=1");
        String cookie = welcome.header("set-cookie");
        assertThat(cookie)
                .startsWith(Token.COOKIE + "=")
                .contains("; HttpOnly", "; SameSite=Lax", "; Path=/")
                .doesNotContain(SECRET);
        assertThat(welcome.head() + welcome.body()).doesNotContain(SECRET);

        String kept = cookie.substring(0, cookie.indexOf(';'));
        assertThat(
                        get("/vernier/api/sessions", Map.of("Host", "any.example", "Cookie", kept))
                                .status())
                .isEqualTo(200);
    }

    @Test
    void theRedirectionStaysOnThisServer() throws Exception {
        startWithToken();
        for (String path :
                new String[] {"//evil.example/", "/\\evil.example/", "///evil.example"}) {
            Response welcome = get(path + "?token=" + SECRET, Map.of("Host", "any.example"));
            assertThat(welcome.status()).isEqualTo(302);
            assertThat(welcome.header("location")).startsWith("/evil.example");
        }
    }

    @Test
    void programsSendTheTokenEachTime() throws Exception {
        startWithToken();
        assertThat(
                        get(
                                        "/vernier/api/sessions",
                                        Map.of("Host", "a", "Authorization", "Bearer " + SECRET))
                                .status())
                .isEqualTo(200);
        Map<String, String> post = Map.of("Host", "a", "Content-Length", "0");
        assertThat(send("POST", "/nothing?token=" + SECRET, post).status()).isEqualTo(404);
    }

    @Test
    void guessingIsSlowedDownAndTheCookieStillWorks() throws Exception {
        startWithToken();
        Response welcome = get("/vernier?token=" + SECRET, Map.of("Host", "a"));
        String cookie = welcome.header("set-cookie");
        for (int i = 0; i < FailureLimit.ALLOWED; i++) {
            assertThat(get("/vernier?token=guess" + i, Map.of("Host", "a")).status())
                    .isEqualTo(401);
        }
        Response refused = get("/vernier?token=" + SECRET, Map.of("Host", "a"));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("retry-after")).isEqualTo("60");
        assertThat(
                        get(
                                        "/vernier/api/sessions",
                                        Map.of(
                                                "Host",
                                                "a",
                                                "Cookie",
                                                cookie.substring(0, cookie.indexOf(';'))))
                                .status())
                .isEqualTo(200);
    }

    @Test
    void anotherAddressNeedsAToken() {
        assertThatThrownBy(() -> VernierUIServer.builder().address("0.0.0.0").port(0).start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "0.0.0.0 can be reached from other machines: expected a token");
        assertThatThrownBy(() -> VernierUIServer.builder().token("short"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 16 characters");
    }

    @ParameterizedTest
    @CsvSource({"true, /train", "false, /train/overview"})
    void bothModesOfTheStockServerAreThere(boolean multiSession, String page) throws Exception {
        VernierUIServer.Builder settings = VernierUIServer.builder().port(0);
        server = multiSession ? settings.multiSession().start() : settings.start();
        assertThat(server.isMultiSession()).isEqualTo(multiSession);
        assertThat(get(page, Map.of("Host", "localhost")).status()).isEqualTo(200);
        assertThat(server.getAddress()).isEqualTo("http://localhost:" + server.getPort());
    }

    @Test
    void randomTokensDiffer() {
        assertThat(Token.random()).hasSize(32).isNotEqualTo(Token.random());
    }
}
