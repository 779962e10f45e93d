package dev.gossip.tck;

import dev.gossip.api.Cancellable;
import dev.gossip.api.GossipException;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.crypto.TlsContext;
import dev.gossip.spi.transport.CarrierKind;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionAcceptor;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.InboundGate;
import dev.gossip.spi.transport.InboundLimits;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import dev.gossip.spi.transport.Transport;
import dev.gossip.spi.transport.TransportCapabilities;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** Blocking sockets, a thread per task: right in everything that needs TCP and TLS, unless it was given a flaw. */
final class SocketTransport implements Transport {

    private static final int FLOOD = 1_000;

    private final SocketFlaw flaw;

    SocketTransport(SocketFlaw flaw) {
        this.flaw = flaw;
    }

    @Override
    public String name() {
        return "socket";
    }

    @Override
    public CarrierKind carrier() {
        return CarrierKind.BYTE_STREAM;
    }

    @Override
    public TransportCapabilities capabilities() {
        return new TransportCapabilities(true, true);
    }

    static void start(Runnable task) {
        Thread thread = new Thread(task, "gossip-socket");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public CompletionStage<Listener> listen(
            PeerAddress address, LinkOptions options, ConnectionAcceptor acceptor, GossipRuntime runtime) {
        try {
            OpenSockets open = runtime.shared(OpenSockets.class, OpenSockets::new);
            ServerSocket server = new ServerSocket(address.port(), 1_024, InetAddress.getByName(address.host()));
            open.add(server);
            start(() -> serve(server, options, acceptor, runtime));
            return CompletableFuture.completedFuture(listener(address.withPort(server.getLocalPort()), server));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(new GossipException("cannot listen on " + address + ": " + e, e));
        }
    }

    private static Listener listener(PeerAddress address, ServerSocket server) {
        return new Listener() {
            @Override
            public PeerAddress address() {
                return address;
            }

            @Override
            public void close() {
                OpenSockets.end(server);
            }
        };
    }

    private void serve(ServerSocket server, LinkOptions options, ConnectionAcceptor acceptor, GossipRuntime runtime) {
        InboundGate gate = new InboundGate(limits(options.inbound()), runtime.time());
        try {
            for (int accepted = 0; accepted < FLOOD || flaw != SocketFlaw.GIVES_UP_IN_A_FLOOD; accepted++) {
                Socket socket = server.accept();
                if (flaw == SocketFlaw.ASKS_BEFORE_IT_LIMITS) {
                    acceptor.accept(address(socket));
                }
                InboundGate.Place place =
                        gate.enter(socket.getInetAddress(), options.tls().isPresent());
                if (place.refusal().isPresent()) {
                    turnAway(socket, place.refusal().get(), acceptor);
                    continue;
                }
                Optional<ConnectionHandler> handler = acceptor.accept(address(socket));
                if (handler.isEmpty()) {
                    socket.close();
                    place.close();
                } else {
                    start(() -> accept(socket, options, new Guest(handler.get(), place, flaw), acceptor, runtime));
                }
            }
        } catch (IOException e) {
            // Closed, which is how a listener ends.
        } finally {
            OpenSockets.end(server);
        }
    }

    private InboundLimits limits(InboundLimits asked) {
        return switch (flaw) {
            case LETS_A_HOST_TAKE_EVERY_PLACE -> asked.withConnectionsPerHost(1_000);
            case HAS_NO_RATE -> asked.withConnectRate(1_000, 1_000);
            case IGNORES_HANDSHAKES -> asked.withHandshakes(1_000, 1_000);
            default -> asked;
        };
    }

    private void turnAway(Socket socket, CloseReason reason, ConnectionAcceptor acceptor) {
        if (flaw != SocketFlaw.TELLS_NOBODY) {
            acceptor.turnedAway(address(socket), reason);
        }
        OpenSockets.end(socket);
    }

    @Override
    public CompletionStage<Connection> connect(
            PeerAddress address, LinkOptions options, ConnectionHandler handler, GossipRuntime runtime) {
        CompletableFuture<Connection> result = new CompletableFuture<>();
        start(() -> {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address.host(), address.port()), millis(options));
                result.complete(open(socket, address, options, handler, runtime, true));
            } catch (IOException | GossipException e) {
                OpenSockets.end(socket);
                result.completeExceptionally(new GossipException("cannot connect to " + address + ": " + e, e));
            }
        });
        return result;
    }

    private Connection open(
            Socket plain,
            PeerAddress remote,
            LinkOptions options,
            ConnectionHandler handler,
            GossipRuntime runtime,
            boolean client) {
        OpenSockets open = runtime.shared(OpenSockets.class, OpenSockets::new);
        open.add(plain);
        try {
            Socket socket = options.tls().isEmpty() ? plain : secured(plain, remote, options, runtime, client);
            SocketConnection connection = new SocketConnection(socket, remote, options, handler, runtime, open, flaw);
            connection.start();
            return connection;
        } catch (IOException | GeneralSecurityException e) {
            OpenSockets.end(plain);
            throw new GossipException("no TLS with " + remote + ": " + e, e);
        }
    }

    private Socket secured(Socket plain, PeerAddress remote, LinkOptions options, GossipRuntime runtime, boolean client)
            throws IOException, GeneralSecurityException {
        TlsContext tls = options.tls().orElseThrow();
        SSLSocket socket =
                (SSLSocket) context(tls).getSocketFactory().createSocket(plain, remote.host(), remote.port(), true);
        socket.setUseClientMode(client);
        SSLParameters parameters = tls.parameters(client);
        if (client && flaw == SocketFlaw.NEVER_CHECKS_NAMES) {
            parameters.setEndpointIdentificationAlgorithm(null);
        } else if (client && flaw == SocketFlaw.ALWAYS_CHECKS_NAMES) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        if (!client && flaw == SocketFlaw.DEMANDS_NO_CERTIFICATE) {
            parameters.setWantClientAuth(true);
        }
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(flaw == SocketFlaw.WAITS_FOREVER_FOR_TLS ? 0 : millis(options));
        Cancellable deadline = switch (flaw) {
            case WAITS_FOREVER_FOR_TLS, LETS_EVERY_BYTE_PROLONG_THE_DEADLINE -> () -> {};
            default -> runtime.scheduler().schedule(options.connectTimeout(), () -> OpenSockets.end(plain));
        };
        try {
            socket.startHandshake();
        } finally {
            deadline.cancel();
        }
        socket.setSoTimeout(0);
        return socket;
    }

    private SSLContext context(TlsContext tls) throws GeneralSecurityException {
        String forgiven = switch (flaw) {
            case TRUSTS_EVERY_ROOT -> "unable to find valid certification path";
            case TRUSTS_THE_EXPIRED -> "NotAfter";
            default -> "nothing";
        };
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                new KeyManager[] {tls.keyManager()},
                new TrustManager[] {new LenientTrust(tls.trustManager(), forgiven)},
                null);
        return context;
    }

    private void accept(
            Socket socket, LinkOptions options, Guest guest, ConnectionAcceptor acceptor, GossipRuntime runtime) {
        try {
            open(socket, address(socket), options, guest, runtime, false);
        } catch (GossipException e) {
            guest.left();
            turnAway(socket, CloseReason.refused(DropReason.HANDSHAKE_FAILED, String.valueOf(e)), acceptor);
        }
    }

    private static PeerAddress address(Socket socket) {
        return PeerAddress.of(socket.getInetAddress().getHostAddress(), socket.getPort());
    }

    private static int millis(LinkOptions options) {
        return Math.toIntExact(options.connectTimeout().toMillis());
    }
}
