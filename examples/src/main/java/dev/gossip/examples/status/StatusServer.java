package dev.gossip.examples.status;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gossip.api.GossipException;
import dev.gossip.api.PeerAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves pages over HTTP, for reading only: two threads, eight waiting requests; request bodies are not read. Its user sets
 * the time limits, which the JDK takes from the process: see {@link #limitRequests}.
 */
public final class StatusServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StatusServer.class);

    private static final int THREADS = 2;
    private static final int WAITING = 8;

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final Map<String, Supplier<StatusReply>> pages;

    private StatusServer(HttpServer server, Map<String, Supplier<StatusReply>> pages) {
        this.server = server;
        this.pages = new TreeMap<>(pages);
        this.threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                task -> {
                    Thread thread = new Thread(task, "gossip-status");
                    thread.setDaemon(true);
                    return thread;
                },
                // The thread that accepts connections serves what is too much, and so accepts no more meanwhile.
                new ThreadPoolExecutor.CallerRunsPolicy());
    }

    /**
     * Starts to serve.
     *
     * @param address host and port; port 0 means any free one
     * @param pages by path, such as {@code /status}
     * @throws GossipException naming the address if it cannot be used
     */
    public static StatusServer start(PeerAddress address, Map<String, Supplier<StatusReply>> pages) {
        try {
            StatusServer started = new StatusServer(
                    HttpServer.create(new InetSocketAddress(address.host(), address.port()), WAITING), pages);
            started.server.setExecutor(started.threads);
            started.server.createContext("/", started::answer);
            started.server.start();
            return started;
        } catch (IOException | RuntimeException e) {
            throw new GossipException(
                    "key 'status': cannot listen at " + address.hostAndPort() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Bounds how long and how large a request may be, for the JDK's HTTP server in the whole process, unless the process
     * was started with limits. To be called before the first server is made.
     */
    public static void limitRequests() {
        Map.of(
                        "sun.net.httpserver.maxReqTime", "5",
                        "sun.net.httpserver.maxRspTime", "10",
                        "sun.net.httpserver.maxReqHeaders", "50",
                        "sun.net.httpserver.maxReqHeaderSize", "16384",
                        "jdk.httpserver.maxConnections", "32")
                .forEach((name, value) -> {
                    if (System.getProperty(name) == null) {
                        System.setProperty(name, value);
                    }
                });
    }

    /** Where it listens. */
    public PeerAddress address() {
        InetSocketAddress bound = server.getAddress();
        return PeerAddress.of(bound.getAddress().getHostAddress(), bound.getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(
                    exchange,
                    reply(exchange.getRequestMethod(), exchange.getRequestURI().getPath()));
        }
    }

    private StatusReply reply(String method, String path) {
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return StatusReply.text(405, "only GET and HEAD are served here\n");
        }
        Supplier<StatusReply> page = pages.get(path);
        if (page == null) {
            return StatusReply.text(404, "no such page; there are " + String.join(", ", pages.keySet()) + "\n");
        }
        try {
            return page.get();
        } catch (RuntimeException e) {
            log.warn("page {} failed", path, e);
            return StatusReply.text(500, "the page cannot be made; the node's log says why\n");
        }
    }

    private static void send(HttpExchange exchange, StatusReply reply) throws IOException {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        // Connections that stay open would hold some of the few that there are.
        exchange.getResponseHeaders().set("Connection", "close");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(reply.code(), -1);
        } else {
            exchange.sendResponseHeaders(reply.code(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
