package org.lazymmu.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Place;
import org.lazymmu.finding.Severity;
import org.lazymmu.state.Database;
import org.lazymmu.state.Folders;

/** Notices are posted at least once, to servers that fail in every way. */
@Timeout(60)
class WebhookTest {
    private final List<String> received = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> answers = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;
    private ExecutorService threads;

    @TempDir
    private Path folder;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Idempotency-Key") + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
        int status = answers.isEmpty() ? 200 : answers.removeFirst();
        if (status / 100 == 3) {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/hook?token=secret");
    }

    private static Webhook webhook() {
        return new Webhook(Duration.ofSeconds(2), List.of(Duration.ofMillis(10), Duration.ofMillis(10)));
    }

    private String post(URI to) throws IOException {
        try (Webhook webhook = webhook()) {
            return webhook.post(to, "k1", "{}");
        }
    }

    @Test
    void aNoticeIsPostedWithItsKey() throws IOException {
        assertThat(post(address())).isEmpty();
        assertThat(received).containsExactly("POST /hook?token=secret k1 null {}");
    }

    @Test
    void nameAndPasswordGoIntoAHeader() throws IOException {
        assertThat(post(URI.create(address().toString().replace("//", "//me:pass@")))).isEmpty();
        assertThat(received.getFirst()).contains("Basic bWU6cGFzcw==");
    }

    @Test
    void whatMayPassIsTriedAgainWithTheSameKey() throws IOException {
        answers.addAll(List.of(503, 429));
        assertThat(post(address())).isEmpty();
        assertThat(received).hasSize(3).allMatch(one -> one.contains(" k1 "));
    }

    @Test
    void whatWillNotPassIsNot() throws IOException {
        answers.add(404);
        assertThat(post(address())).isEqualTo("answered with status 404");
        assertThat(received).hasSize(1);
    }

    @Test
    void redirectsAreNotFollowed() throws IOException {
        answers.add(307);
        assertThat(post(address())).isEqualTo("answered with status 307, a redirect, which is not followed");
        assertThat(received).hasSize(1);
    }

    @Test
    void aServerThatHangsOrCutsOffOrIsNotThereIsGivenUp() throws Exception {
        try (ServerSocket hanging = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                Webhook webhook = new Webhook(Duration.ofMillis(300), List.of())) {
            URI to = URI.create("http://localhost:" + hanging.getLocalPort() + "/secret");
            assertThat(webhook.post(to, "k", "{}")).isEqualTo("no answer within 0.3 s");
        }
        try (ServerSocket cutting = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Future<?> unused = threads.submit(() -> {
                while (true) {
                    try (Socket one = cutting.accept()) {
                        one.getInputStream().read();
                        one.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n".getBytes(
                                StandardCharsets.US_ASCII));
                    }
                }
            });
            assertThat(post(URI.create("http://localhost:" + cutting.getLocalPort() + "/secret")))
                    .startsWith("not reached (").doesNotContain("secret");
        }
        assertThat(post(URI.create("http://localhost:1/secret"))).startsWith("not reached (");
    }

    @Test
    void anAnswerWithoutAnEndIsNotWaitedFor() throws Exception {
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                while (true) {
                    exchange.getResponseBody().write(new byte[1000]);
                    exchange.getResponseBody().flush();
                    Thread.sleep(20);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try (Webhook webhook = new Webhook(Duration.ofMillis(500), List.of())) {
            assertThat(webhook.post(URI.create(address().resolve("/endless").toString()), "k", "{}"))
                    .isEqualTo("no answer within 0.5 s");
        }
    }

    @Test
    void addressesAreCheckedAndShownWithoutSecrets() throws HistoryException {
        assertThat(Webhook.shown("https://me:pass@host:8443/services/T0/secret?x=y")).isEqualTo("https://host:8443/…");
        assertThat(Webhook.address("http://localhost/")).isNotNull();
        for (String bad : List.of("file:///etc/passwd", "ftp://x/", "https:///x", "x", "", "http://a b/secret")) {
            assertThatThrownBy(() -> Webhook.address(bad)).isInstanceOf(HistoryException.class)
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void whatCouldNotBeSentWaitsAndGoesOutInOrder() throws IOException {
        try (Database database = Database.open(new Folders(folder.resolve("d"), folder.resolve("c")),
                List.of(Store.TABLES)); Webhook webhook = webhook()) {
            Watches watches = new Watches(database);
            Watch watch = watches
                    .add(new Watch(0, "", folder, "refs/heads/master", "r master", Sought.ALL, address().toString(), "",
                            false, Instant.EPOCH, "", Instant.EPOCH, ""));
            watches.settle(watch, new Watches.Outcome("t", 0, List.of(), List.of(notice("one"), notice("two"))),
                    Instant.EPOCH);
            Instant start = Instant.parse("2026-01-01T00:00:00Z");
            List<Instant> now = new ArrayList<>(List.of(start));
            Messenger messenger = new Messenger(watches, webhook, notice -> notice.finding().message(), now::getFirst);
            answers.addAll(List.of(500, 500, 500));
            assertThat(messenger.post(watch).error()).isEqualTo(
                    "http://localhost:" + server.getAddress().getPort() + "/…: answered with status 500");
            assertThat(watches.backlog(watch)).isEqualTo(new Watches.Backlog(2, 0,
                    "http://localhost:" + server.getAddress().getPort() + "/…: answered with status 500"));
            received.clear();
            assertThat(messenger.post(watch).sent()).as("too soon").isZero();
            now.set(0, start.plus(Duration.ofMinutes(2)));
            assertThat(messenger.post(watch)).isEqualTo(new Messenger.Sent(2, ""));
            assertThat(received).hasSize(2);
            assertThat(received.get(0)).endsWith(" one");
            assertThat(received.get(1)).endsWith(" two");
            assertThat(messenger.post(watch).sent()).isZero();
            assertThat(watches.backlog(watch)).isEqualTo(new Watches.Backlog(0, 0, ""));
        }
    }

    @Test
    void aKillBetweenSendingAndNotingSendsTheSameKeyAgain() throws IOException {
        try (Database database = Database.open(new Folders(folder.resolve("d"), folder.resolve("c")),
                List.of(Store.TABLES)); Webhook webhook = webhook()) {
            Watches watches = new Watches(database);
            Watch watch = watches
                    .add(new Watch(0, "", folder, "refs/heads/master", "r master", Sought.ALL, address().toString(), "",
                            false, Instant.EPOCH, "", Instant.EPOCH, ""));
            watches.settle(watch, new Watches.Outcome("t", 0, List.of(), List.of(notice("one"))), Instant.EPOCH);
            // what a process does that is killed right after sending
            Notice notice = watches.waiting(watch, Watches.Channel.WEBHOOK).getFirst();
            webhook.post(address(), notice.key(), notice.finding().message());
            assertThat(new Messenger(watches, webhook, one -> one.finding().message(), () -> Instant.EPOCH).post(watch)
                    .sent())
                    .isOne();
            assertThat(received).hasSize(2);
            assertThat(received.get(0)).isEqualTo(received.get(1)).contains(notice.key());
        }
    }

    private static Notice notice(String message) {
        Finding finding = new Finding("missing-leave", Severity.ERROR, new Place("mm/x.c", 1, 1), "f", message, "",
                new java.util.TreeMap<>(), List.of(), List.of(), "0123456789abcdef");
        return new Notice(0, "", "r master", "refs/heads/master", true, finding, "", "", "", "", "t", false,
                Instant.EPOCH);
    }
}
