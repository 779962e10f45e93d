package dev.gossip.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.GossipRuntime;
import dev.gossip.api.PeerAddress;
import dev.gossip.spi.crypto.TlsContext;
import dev.gossip.spi.transport.Carriage;
import dev.gossip.spi.transport.CarrierKind;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionAcceptor;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import dev.gossip.spi.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The transport under judgement with one runtime; one line per step of a rule. */
final class TransportBench implements AutoCloseable {

    static final int MAX_FRAME = 1 << 20;

    /** What operating systems may hold in socket buffers between two ends, generously. */
    static final long SOCKET_BUFFERS = 64L << 20;

    private final TransportContract contract;
    private final Transport transport;
    private final GossipRuntime runtime;
    private final Patience patience;

    TransportBench(TransportContract contract) {
        this.contract = contract;
        this.transport = contract.transport();
        this.runtime = contract.runtime();
        this.patience = new Patience(contract.patience());
    }

    Transport transport() {
        return transport;
    }

    GossipRuntime runtime() {
        return runtime;
    }

    GossipRuntime newRuntime() {
        return contract.runtime();
    }

    TransportTraits traits() {
        return contract.traits();
    }

    Patience patience() {
        return patience;
    }

    PeerAddress anyPort() {
        return contract.address();
    }

    LinkOptions options() {
        return options(new LengthPrefix(MAX_FRAME));
    }

    LinkOptions options(LengthPrefix framing) {
        int limit = framing.maxFrameBytes();
        CarrierKind kind = transport.carrier();
        Carriage carriage = switch (kind) {
            case BYTE_STREAM -> new Carriage.ByteStream(framing);
            case MESSAGE_STREAM -> new Carriage.MessageStream("/contract", limit);
            case CALLS -> new Carriage.Calls("contract.Contract/Stream", Optional.empty(), limit);
        };
        return new LinkOptions(
                carriage, Optional.empty(), contract.patience().dividedBy(2), 1 << 20, 4 << 20, 256 << 10);
    }

    LinkOptions marks(int low, int high, int reserve) {
        LinkOptions plain = options();
        return new LinkOptions(plain.carriage(), plain.tls(), plain.connectTimeout(), low, high, reserve);
    }

    LinkOptions timeout(Duration connectTimeout) {
        LinkOptions plain = options();
        return new LinkOptions(
                plain.carriage(),
                plain.tls(),
                connectTimeout,
                plain.lowWaterMark(),
                plain.highWaterMark(),
                plain.controlReserve());
    }

    LinkOptions secured(TlsContext tls) {
        return secured(tls, options().connectTimeout());
    }

    LinkOptions secured(TlsContext tls, Duration connectTimeout) {
        LinkOptions plain = options();
        return new LinkOptions(
                plain.carriage(),
                Optional.of(tls),
                connectTimeout,
                plain.lowWaterMark(),
                plain.highWaterMark(),
                plain.controlReserve());
    }

    CompletionStage<Listener> tryListen(PeerAddress address, LinkOptions options, ConnectionAcceptor acceptor) {
        return transport.listen(address, options, acceptor, runtime);
    }

    Listener listen(LinkOptions options, ConnectionAcceptor acceptor) {
        return patience.get("listening on a free port", tryListen(anyPort(), options, acceptor));
    }

    Listener listen(LinkOptions options, ConnectionHandler only) {
        return listen(options, remote -> Optional.of(only));
    }

    CompletionStage<Connection> tryConnect(PeerAddress address, LinkOptions options, ConnectionHandler handler) {
        return transport.connect(address, options, handler, runtime);
    }

    Connection connect(Listener listener, LinkOptions options, ConnectionHandler handler) {
        return patience.get("a connection to " + listener.address(), tryConnect(listener.address(), options, handler));
    }

    /** A healthy connection between two ends that store their frames. */
    Link link() {
        return link(options(), new Events(), new Events());
    }

    Link link(LinkOptions options, Events near, Events far) {
        return link(listen(options, far), options, near, far);
    }

    Link link(Listener listener, LinkOptions options, Events near, Events far) {
        Connection dialled = connect(listener, options, near);
        Connection accepted = patience.get("an open event at the accepting end", far.opened);
        patience.get("an open event at the dialling end", near.opened);
        return new Link(dialled, near, accepted, far);
    }

    Visit stranger(Listener listener) {
        try {
            return new Visit(contract.dialStranger(listener.address()), patience);
        } catch (IOException e) {
            throw new UncheckedIOException("a stranger cannot reach " + listener.address(), e);
        }
    }

    DeadHost goneHost() throws IOException {
        return contract.goneHost();
    }

    DeadHost fullHost() throws IOException {
        return contract.fullHost();
    }

    DeadHost muteHost() throws IOException {
        return contract.muteHost();
    }

    /** Whether rules may use strangers. If not, checks what the "no" promises. */
    boolean meetsStrangers() {
        if (traits().strangers()) {
            return true;
        }
        if (!transport.capabilities().crossProcess()) {
            return false;
        }
        assertThat(transport.carrier())
                .as("a byte stream between processes can be reached by strangers: say so in traits(), and over another"
                        + " carrier than TCP implement dialStranger, goneHost and fullHost")
                .isNotEqualTo(CarrierKind.BYTE_STREAM);
        Events far = new Events();
        try (Visit stranger = stranger(listen(options(), far))) {
            stranger.write(LengthPrefix.announcing(0));
            stranger.halfClose();
            patience.until("a stranger that speaks raw bytes to be cut off", stranger::isCut);
        }
        assertThat(far.frames).as("frames made of a stranger's bytes").isEmpty();
        return false;
    }

    /** Whether rules may use TLS. If not, checks that options with TLS are refused. */
    boolean speaksTls() {
        assertThat(transport.capabilities().tls())
                .as("TLS as the transport declares it, compared with the contract's traits")
                .isEqualTo(traits().tls());
        if (traits().tls()) {
            return true;
        }
        LinkOptions tls = secured(ContractTls.ALICE);
        Throwable listening = patience.failure(
                "listening with TLS to be refused", tryListen(anyPort(), tls, remote -> Optional.of(new Events())));
        assertThat(listening).hasMessageContaining("TLS");
        Events near = new Events();
        Listener plain = listen(options(), new Events());
        Throwable dialling =
                patience.failure("dialling with TLS to be refused", tryConnect(plain.address(), tls, near));
        assertThat(dialling).hasMessageContaining("TLS");
        assertThat(near.opens).as("open events of the refused dial").hasValue(0);
        return false;
    }

    @Override
    public void close() {
        runtime.close();
    }
}
