package dev.gossip.fisco.codec;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.fisco.codec.identity.ShortIds;
import dev.gossip.fisco.codec.link.LengthFirstFraming;
import dev.gossip.fisco.codec.p2p3.P2p3Packets;
import dev.gossip.spi.protocol.EndpointContext;
import dev.gossip.spi.protocol.EndpointProtocol;
import dev.gossip.spi.protocol.Protocol;
import dev.gossip.spi.transport.Carriage;
import dev.gossip.spi.transport.CarrierKind;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What nodes of FISCO BCOS speak to each other, chosen by the name {@code fisco}: P2P packets of generation 2 or 3.
 *
 * <p>An endpoint needs the identity of its TLS certificate. Settings: {@code generation} ({@code 2} or {@code 3}, the
 * default), {@code maxVersion} (of generation 3: 0..3), {@code compress} ({@code true}), {@code handshakeTimeout}
 * ({@code 5s}), {@code heartbeatInterval} ({@code 5s}), {@code idleTimeout} ({@code 60s}) and {@code allowPlaintext}
 * ({@code false}; generation 3 only, between nodes of our own making). {@code application} has no meaning: application
 * messages travel as FISCO BCOS's own topic messages, AMOP.
 *
 * <p>Version 3 has short node ids, which are Keccak-256 digests. Without that digest version 2 is the highest one offered.
 */
public final class FiscoProtocol implements Protocol {

    /** The shortest packet of both generations. */
    private static final int MIN_FRAME_BYTES = P2p3Packets.HEADER_BYTES;

    /** What decoding may add to a packet: a routed header with two long ids. */
    static final int ROUTE_RESERVE = 1 << 18;

    private final int maxFrameBytes;
    private final Optional<UnaryOperator<Bytes>> keccak256;
    private final Consumer<FiscoEndpoint> opened;

    /** With FISCO BCOS's limit of 32 MiB, and Keccak-256 if the Java runtime has a provider of it. */
    public FiscoProtocol() {
        this(P2p3Packets.DEFAULT_MAX_BYTES, ShortIds.keccakOfRuntime(), endpoint -> {});
    }

    /**
     * With another limit or digest, and for those who need more of an endpoint than the node shows.
     *
     * @param maxFrameBytes the largest packet to send or accept, also after decompression, in bytes
     * @param keccak256 the digest of short ids
     * @param opened is given each endpoint while its node is being built
     */
    public FiscoProtocol(int maxFrameBytes, Optional<UnaryOperator<Bytes>> keccak256, Consumer<FiscoEndpoint> opened) {
        if (maxFrameBytes < MIN_FRAME_BYTES || maxFrameBytes > Integer.MAX_VALUE - ROUTE_RESERVE) {
            throw new IllegalArgumentException("maxFrameBytes " + maxFrameBytes + " is outside " + MIN_FRAME_BYTES
                    + ".." + (Integer.MAX_VALUE - ROUTE_RESERVE));
        }
        this.maxFrameBytes = maxFrameBytes;
        this.keccak256 = keccak256;
        this.opened = opened;
    }

    @Override
    public String name() {
        return "fisco";
    }

    @Override
    public Optional<Carriage> carriage(CarrierKind kind) {
        return kind == CarrierKind.BYTE_STREAM
                ? Optional.of(new Carriage.ByteStream(new LengthFirstFraming(MIN_FRAME_BYTES, maxFrameBytes)))
                : Optional.empty();
    }

    /** The bodies of both generations; which of them an endpoint carries, its generation decides. */
    @Override
    public Set<Class<? extends Body>> bodies() {
        Set<Class<? extends Body>> bodies = new HashSet<>(Generation2Bodies.TYPES);
        bodies.addAll(Generation3Bodies.TYPES);
        return Set.copyOf(bodies);
    }

    @Override
    public EndpointProtocol open(EndpointContext context) {
        FiscoEndpoint endpoint = new FiscoEndpoint(context, maxFrameBytes, new ShortIds(keccak256));
        opened.accept(endpoint);
        return endpoint;
    }
}
