package com.example.uds;

import dev.gossip.api.GossipRuntime;
import dev.gossip.api.PeerAddress;
import dev.gossip.spi.transport.CarrierKind;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionAcceptor;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import dev.gossip.spi.transport.Transport;
import dev.gossip.spi.transport.TransportCapabilities;
import dev.gossip.tck.TransportContract;
import dev.gossip.tck.TransportTraits;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.io.TempDir;

// tag::contract[]
class UdsTransportContractTest extends TransportContract {

    @TempDir
    Path folder;

    @Override
    protected Transport transport() {
        return new OutOfReachOfTcp(new UdsTransport());
    }

    @Override
    protected TransportTraits traits() {
        return new TransportTraits(false, false, false);
    }

    @Override
    protected PeerAddress address() {
        return UdsAddress.of(folder, 0);
    }
    // end::contract[]

    /**
     * The kit's own bare clients speak TCP and cannot reach a socket file, so towards the kit this says that no other process
     * can. {@link UdsStrangerTest} checks with clients of its own what the kit leaves out for that: parts of T07, T12, T27,
     * T28 and T31.
     */
    private record OutOfReachOfTcp(UdsTransport uds) implements Transport {

        @Override
        public String name() {
            return uds.name();
        }

        @Override
        public CarrierKind carrier() {
            return uds.carrier();
        }

        @Override
        public TransportCapabilities capabilities() {
            return new TransportCapabilities(uds.capabilities().tls(), false);
        }

        @Override
        public CompletionStage<Listener> listen(
                PeerAddress address, LinkOptions options, ConnectionAcceptor acceptor, GossipRuntime runtime) {
            return uds.listen(address, options, acceptor, runtime);
        }

        @Override
        public CompletionStage<Connection> connect(
                PeerAddress address, LinkOptions options, ConnectionHandler handler, GossipRuntime runtime) {
            return uds.connect(address, options, handler, runtime);
        }
    }
}
