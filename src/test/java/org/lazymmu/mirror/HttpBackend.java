package org.lazymmu.mirror;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Assumptions;

/** Smart HTTP on loopback: the JDK's server, with {@code git http-backend} behind it, for all repositories of a folder. */
final class HttpBackend implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Path folder;
    private final Path program;

    private HttpBackend(Path folder, Path program) throws IOException {
        this.folder = folder;
        this.program = program;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    /** For everybody. */
    static HttpBackend of(Path folder) throws IOException {
        return start(folder, null, null);
    }

    /** For whoever has the password. */
    static HttpBackend of(Path folder, String user, String password) throws IOException {
        return start(folder, user, password);
    }

    private static HttpBackend start(Path folder, String user, String password) throws IOException {
        Path program = GitDaemon.execPath().resolve("git-http-backend");
        Assumptions.assumeTrue(Files.isExecutable(program), "git http-backend is not installed");
        HttpBackend backend = new HttpBackend(folder, program);
        HttpContext context = backend.server.createContext("/", backend::handle);
        if (user != null) {
            context.setAuthenticator(new BasicAuthenticator("git") {
                @Override
                public boolean checkCredentials(String name, String secret) {
                    return name.equals(user) && secret.equals(password);
                }
            });
        }
        backend.server.setExecutor(backend.threads);
        backend.server.start();
        return backend;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(program.toString());
        Map<String, String> environment = builder.environment();
        environment.put("GIT_PROJECT_ROOT", folder.toString());
        environment.put("GIT_HTTP_EXPORT_ALL", "1");
        environment.put("REQUEST_METHOD", exchange.getRequestMethod());
        environment.put("PATH_INFO", exchange.getRequestURI().getPath());
        environment.put("QUERY_STRING", String.valueOf(exchange.getRequestURI().getRawQuery()));
        environment.put("REMOTE_ADDR", "127.0.0.1");
        put(environment, "CONTENT_TYPE", exchange, "Content-Type");
        put(environment, "CONTENT_LENGTH", exchange, "Content-Length");
        put(environment, "HTTP_CONTENT_ENCODING", exchange, "Content-Encoding");
        put(environment, "GIT_PROTOCOL", exchange, "Git-Protocol");
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (exchange) {
            try (OutputStream in = process.getOutputStream()) {
                exchange.getRequestBody().transferTo(in);
            }
            answer(exchange, new BufferedInputStream(process.getInputStream()));
        } finally {
            process.destroyForcibly();
        }
    }

    private static void put(Map<String, String> environment, String variable, HttpExchange exchange, String header) {
        String value = exchange.getRequestHeaders().getFirst(header);
        if (value != null) {
            environment.put(variable, value);
        }
    }

    private static void answer(HttpExchange exchange, InputStream cgi) throws IOException {
        int status = 200;
        for (String line = line(cgi); !line.isEmpty(); line = line(cgi)) {
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).strip();
            if (line.startsWith("Status:")) {
                status = Integer.parseInt(value.split(" ")[0]);
            } else {
                exchange.getResponseHeaders().set(line.substring(0, colon), value);
            }
        }
        exchange.sendResponseHeaders(status, 0);
        cgi.transferTo(exchange.getResponseBody());
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return new String(line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).strip();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
