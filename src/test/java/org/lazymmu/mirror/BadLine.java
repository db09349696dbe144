package org.lazymmu.mirror;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A line to a server on loopback that goes bad once the server has sent some bytes through it, over all connections. */
final class BadLine implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong sent = new AtomicLong();
    private final int port;
    private final How how;
    private final long good;

    /** How it goes bad. */
    enum How {
        /** Nothing comes any more, and nothing says why. */
        HANGS,
        /** The connection is closed. */
        BREAKS,
        /** Other bytes come. */
        GARBLES
    }

    /**
     * @param port of the server
     * @param good how many bytes come through
     */
    BadLine(int port, How how, long good) throws IOException {
        this.port = port;
        this.how = how;
        this.good = good;
        start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** How many bytes the server has sent. */
    long sent() {
        return sent.get();
    }

    private static void start(Runnable run) {
        Thread thread = new Thread(run, "bad line");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                sockets.add(client);
                sockets.add(server);
                start(() -> toServer(client, server));
                start(() -> toClient(server, client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private static void toServer(Socket client, Socket server) {
        try {
            client.getInputStream().transferTo(server.getOutputStream());
            server.shutdownOutput();
        } catch (IOException e) {
            // the other direction has closed it
        }
    }

    private void toClient(Socket server, Socket client) {
        byte[] bytes = new byte[512];
        try (client; server; InputStream in = server.getInputStream(); OutputStream out = client.getOutputStream()) {
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                if (sent.addAndGet(count) > good) {
                    switch (how) {
                        case HANGS -> Thread.sleep(600_000);
                        case BREAKS -> {
                            return;
                        }
                        case GARBLES -> {
                            for (int i = 0; i < count; i++) {
                                bytes[i] ^= 0x2a;
                            }
                        }
                    }
                }
                out.write(bytes, 0, count);
                out.flush();
            }
        } catch (IOException e) {
            // the client has gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : List.copyOf(sockets)) {
            socket.close();
        }
    }
}
