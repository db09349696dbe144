package org.lazymmu.history;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts notices as JSON to an address that the user has given. No redirect is followed, no answer is read beyond its status, and
 * nothing takes longer than it is given. The header {@code Idempotency-Key} is the same each time a notice is sent: after a kill
 * between sending and writing that down it is sent again.
 */
public final class Webhook implements AutoCloseable {
    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final int OK_FROM = 200;
    private static final int OK_TO = 299;
    private static final int SERVER_ERROR = 500;
    private static final List<Integer> PASSING = List.of(408, 425, 429);

    private final HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECTING).version(HttpClient.Version.HTTP_1_1).build();
    private final Duration deadline;
    private final List<Duration> pauses;

    /**
     * @param deadline how long one attempt may take
     * @param pauses   how long to wait before each further attempt, where the first has failed in a way that may pass
     */
    public Webhook(Duration deadline, List<Duration> pauses) {
        this.deadline = deadline;
        this.pauses = List.copyOf(pauses);
    }

    /** As it is used: three attempts within a few seconds; later runs go on. */
    public static Webhook usual() {
        return new Webhook(Duration.ofSeconds(30), List.of(Duration.ofSeconds(1), Duration.ofSeconds(4)));
    }

    /**
     * The address that a text is.
     *
     * @throws HistoryException if it is none that can be posted to
     */
    public static URI address(String text) throws HistoryException {
        try {
            URI address = new URI(text);
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            if (List.of("http", "https").contains(scheme) && address.getHost() != null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // said below, without the text, which may hold a secret
        }
        throw new HistoryException("a webhook is an address as https://host/path");
    }

    /** An address without what may be secret in it: user, path and query. */
    public static String shown(String text) {
        try {
            URI address = address(text);
            return address.getScheme() + "://" + address.getHost()
                    + (address.getPort() < 0 ? "" : ":" + address.getPort()) + "/…";
        } catch (HistoryException e) {
            return "…";
        }
    }

    /** A status, or what went wrong before there was one. */
    private record Answer(int status, String error) {
        boolean mayPass() {
            return status == 0 || status >= SERVER_ERROR || PASSING.contains(status);
        }
    }

    /**
     * Posts one notice.
     *
     * @param to   the address
     * @param key  the notice's
     * @param body JSON
     * @return why it could not be sent, one line without secrets; empty if it was
     */
    public String post(URI to, String key, String body) throws IOException {
        for (int attempt = 0;; attempt++) {
            Answer answer = attempt(to, key, body);
            if (answer.error.isEmpty() || !answer.mayPass() || attempt == pauses.size()) {
                return answer.error;
            }
            pause(pauses.get(attempt));
        }
    }

    private Answer attempt(URI to, String key, String body) throws IOException {
        CompletableFuture<HttpResponse<Void>> sent;
        try {
            sent = client.sendAsync(request(to, key, body), HttpResponse.BodyHandlers.discarding());
        } catch (IllegalArgumentException e) {
            return new Answer(1, "the address cannot be posted to");
        }
        try {
            int status = sent.get(deadline.toMillis(), TimeUnit.MILLISECONDS).statusCode();
            if (status >= OK_FROM && status <= OK_TO) {
                return new Answer(status, "");
            }
            return new Answer(status, "answered with status " + status
                    + (status / 100 == 3 ? ", a redirect, which is not followed" : ""));
        } catch (TimeoutException e) {
            sent.cancel(true);
            return late();
        } catch (ExecutionException e) {
            // the message may repeat the address
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return cause instanceof HttpTimeoutException ? late()
                    : new Answer(0, "not reached (" + cause.getClass().getSimpleName() + ")");
        } catch (InterruptedException e) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private Answer late() {
        return new Answer(0, "no answer within " + deadline.toMillis() / 1000.0 + " s");
    }

    private HttpRequest request(URI to, String key, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(withoutUser(to)).timeout(deadline)
                .header("Content-Type", "application/json").header("User-Agent", "lazymmu")
                .header("Idempotency-Key", key).POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        String user = to.getUserInfo();
        if (user != null) {
            request.header("Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
        }
        return request.build();
    }

    private static URI withoutUser(URI address) {
        String user = address.getRawUserInfo();
        return user == null ? address : URI.create(address.toString().replace("//" + user + "@", "//"));
    }

    private static void pause(Duration time) throws IOException {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        // not close(): that would wait for a server that never ends its answer
        client.shutdownNow();
    }
}
