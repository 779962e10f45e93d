package dev.gossip.fabric.codec;

import dev.gossip.api.Body;
import dev.gossip.api.body.Opaque;
import dev.gossip.spi.protocol.EndpointContext;
import dev.gossip.spi.protocol.EndpointProtocol;
import dev.gossip.spi.protocol.Protocol;
import dev.gossip.spi.transport.Carriage;
import dev.gossip.spi.transport.CarrierKind;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Hyperledger Fabric's gossip protocol, chosen by the name {@code fabric}. Over HTTP/2 calls it is Fabric's own gRPC
 * service; over byte streams each envelope gets a length prefix of ours, for networks without Fabric's peers.
 *
 * <p>An endpoint needs an identity and trust. Settings: {@code allowPlaintext}, {@code application} (carry application
 * messages between nodes that set it; both default to {@code false}), {@code identityLimit} (10000), and Fabric's own keys
 * {@code peer.gossip.connTimeout}, {@code peer.gossip.aliveExpirationTimeout}, {@code peer.gossip.msgExpirationFactor},
 * {@code peer.gossip.pullInterval}, {@code peer.gossip.maxBlockCountToStore} and
 * {@code peer.gossip.election.leaderAliveThreshold}.
 */
public final class FabricProtocol implements Protocol {

    /** The largest envelope that Fabric's peers send or accept, in bytes. */
    public static final int FABRIC_MAX_FRAME_BYTES = 100 << 20;

    private final int maxFrameBytes;
    private final Consumer<FabricEndpoint> opened;

    /** With Fabric's limits. */
    public FabricProtocol() {
        this(FABRIC_MAX_FRAME_BYTES, endpoint -> {});
    }

    /**
     * With another limit, and for those who need more of an endpoint than the node shows.
     *
     * @param maxFrameBytes the largest envelope to send or accept, in bytes
     * @param opened is given each endpoint while its node is being built
     */
    public FabricProtocol(int maxFrameBytes, Consumer<FabricEndpoint> opened) {
        if (maxFrameBytes < 1 || maxFrameBytes > Integer.MAX_VALUE - Integer.BYTES) {
            throw new IllegalArgumentException(
                    "maxFrameBytes " + maxFrameBytes + " is outside 1.." + (Integer.MAX_VALUE - Integer.BYTES));
        }
        this.maxFrameBytes = maxFrameBytes;
        this.opened = opened;
    }

    @Override
    public String name() {
        return "fabric";
    }

    @Override
    public Optional<Carriage> carriage(CarrierKind kind) {
        return switch (kind) {
            case CALLS ->
                Optional.of(new Carriage.Calls(
                        "gossip.Gossip/GossipStream", Optional.of("gossip.Gossip/Ping"), maxFrameBytes));
            case BYTE_STREAM -> Optional.of(new Carriage.ByteStream(new LengthPrefixFraming(maxFrameBytes)));
            case MESSAGE_STREAM -> Optional.empty();
        };
    }

    @Override
    public Set<Class<? extends Body>> bodies() {
        Set<Class<? extends Body>> bodies = new HashSet<>(BodyWriter.bodies());
        bodies.add(Opaque.class);
        return Set.copyOf(bodies);
    }

    @Override
    public EndpointProtocol open(EndpointContext context) {
        FabricEndpoint endpoint = new FabricEndpoint(context);
        opened.accept(endpoint);
        return endpoint;
    }
}
