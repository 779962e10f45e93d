package com.example.uds;

import dev.gossip.api.PeerAddress;
import dev.gossip.spi.transport.ConnectionAcceptor;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;

/** One bound socket file; removed when closed. */
final class UdsListener implements Listener, UdsLoop.Ready {

    /** How many dials may wait; one more is refused at once. */
    private static final int BACKLOG = 1_024;

    private static final int LAST_PORT = 65_535;
    private static final Duration REST = Duration.ofMillis(100);

    private final UdsLoop loop;
    private final LinkOptions options;
    private final ConnectionAcceptor acceptor;
    private final ServerSocketChannel channel;
    private final PeerAddress address;

    UdsListener(UdsLoop loop, PeerAddress wanted, LinkOptions options, ConnectionAcceptor acceptor) throws IOException {
        this.loop = loop;
        this.options = options;
        this.acceptor = acceptor;
        this.channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            this.address = bind(wanted);
            loop.register(channel, SelectionKey.OP_ACCEPT, this);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    // tag::bind[]
    private PeerAddress bind(PeerAddress wanted) throws IOException {
        int first = wanted.port() == 0 ? 1 : wanted.port();
        int last = wanted.port() == 0 ? LAST_PORT : first;
        for (int port = first; port <= last; port++) {
            PeerAddress candidate = wanted.withPort(port);
            if (!Files.exists(UdsAddress.file(candidate).getPath())) {
                channel.bind(UdsAddress.file(candidate), BACKLOG);
                return candidate;
            }
        }
        throw new BindException("the socket file exists; remove it if no process listens there any more");
    }
    // end::bind[]

    // tag::accept[]
    @Override
    public void onReady(SelectionKey key) {
        PeerAddress dialler = address.withPort(0);
        try {
            SocketChannel accepted = channel.accept();
            if (accepted == null) {
                return;
            }
            Optional<ConnectionHandler> handler = ask(dialler);
            if (handler.isPresent()) {
                new UdsConnection(loop, accepted, options, handler.get(), address, dialler).open();
            } else {
                accepted.close();
            }
        } catch (IOException e) {
            // Too many open files, most likely: trying again at once would spin.
            UdsLoop.LOG.log(Level.WARNING, "accepting at " + address + " failed; trying again in " + REST, e);
            key.interestOps(0);
            loop.after(REST, () -> key.interestOps(SelectionKey.OP_ACCEPT));
        }
    }

    private Optional<ConnectionHandler> ask(PeerAddress dialler) {
        try {
            return acceptor.accept(dialler);
        } catch (RuntimeException | AssertionError e) {
            UdsLoop.LOG.log(Level.WARNING, "the acceptor at " + address + " failed; refusing the connection", e);
            return Optional.empty();
        }
    }
    // end::accept[]

    @Override
    public PeerAddress address() {
        return address;
    }

    @Override
    public void close() {
        loop.execute(this::onStop);
    }

    @Override
    public void onStop() {
        if (channel.isOpen()) {
            try {
                Files.deleteIfExists(UdsAddress.file(address).getPath());
                channel.close();
            } catch (IOException e) {
                UdsLoop.LOG.log(Level.WARNING, "closing the listener at " + address + " failed", e);
            }
        }
    }
}
