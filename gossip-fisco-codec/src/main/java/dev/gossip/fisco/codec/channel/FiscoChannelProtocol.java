package dev.gossip.fisco.codec.channel;

import dev.gossip.api.Body;
import dev.gossip.fisco.codec.link.LengthFirstFraming;
import dev.gossip.spi.protocol.EndpointContext;
import dev.gossip.spi.protocol.EndpointProtocol;
import dev.gossip.spi.protocol.Protocol;
import dev.gossip.spi.transport.Carriage;
import dev.gossip.spi.transport.CarrierKind;
import java.util.Optional;
import java.util.Set;

/**
 * What nodes and SDKs of FISCO BCOS 2.x speak to each other (the channel protocol), chosen by the name
 * {@code fisco-channel}. Who listens is the node, who dials is the SDK.
 *
 * <p>Settings: {@code nodeVersion} ({@code 2.9.1}; what a node says it is), {@code handshakeTimeout} ({@code 10s}),
 * {@code heartbeatInterval} ({@code 2s}; of an SDK), {@code idleTimeout} ({@code 60s} at a node, {@code 10s} at an SDK),
 * {@code checkCertIssuer} ({@code true}; a node admits SDKs whose certificates come from the issuer of its own) and
 * {@code allowPlaintext} ({@code false}).
 */
public final class FiscoChannelProtocol implements Protocol {

    /** Less than the 100 MiB that original nodes allow; nothing but AMOP and RPC travels here. */
    public static final int DEFAULT_MAX_BYTES = 32 << 20;

    private final int maxFrameBytes;

    /** With the limit of {@value #DEFAULT_MAX_BYTES} bytes. */
    public FiscoChannelProtocol() {
        this(DEFAULT_MAX_BYTES);
    }

    /** @param maxFrameBytes the largest frame to send or accept, in bytes */
    public FiscoChannelProtocol(int maxFrameBytes) {
        if (maxFrameBytes < ChannelFrame.HEADER_BYTES) {
            throw new IllegalArgumentException(
                    "maxFrameBytes " + maxFrameBytes + " is below " + ChannelFrame.HEADER_BYTES);
        }
        this.maxFrameBytes = maxFrameBytes;
    }

    @Override
    public String name() {
        return "fisco-channel";
    }

    @Override
    public Optional<Carriage> carriage(CarrierKind kind) {
        return kind == CarrierKind.BYTE_STREAM
                ? Optional.of(new Carriage.ByteStream(new LengthFirstFraming(ChannelFrame.HEADER_BYTES, maxFrameBytes)))
                : Optional.empty();
    }

    @Override
    public Set<Class<? extends Body>> bodies() {
        return ChannelBodies.TYPES;
    }

    @Override
    public EndpointProtocol open(EndpointContext context) {
        return new ChannelEndpoint(context, maxFrameBytes);
    }
}
