package dev.gossip.fisco.codec.ws;

import dev.gossip.api.Body;
import dev.gossip.spi.protocol.EndpointContext;
import dev.gossip.spi.protocol.EndpointProtocol;
import dev.gossip.spi.protocol.Protocol;
import dev.gossip.spi.transport.Carriage;
import dev.gossip.spi.transport.CarrierKind;
import java.util.Optional;
import java.util.Set;

/**
 * What nodes and SDKs of FISCO BCOS 3.x speak to each other, chosen by the name {@code fisco-websocket}. Who listens is the
 * node, who dials is the SDK. Pings are the carrier's business.
 *
 * <p>Settings: {@code handshakeTimeout} ({@code 10s}), {@code checkCertIssuer} ({@code false}, as in 3.x) and
 * {@code allowPlaintext} ({@code false}; FISCO BCOS calls it {@code disable_ssl}).
 */
public final class FiscoWebsocketProtocol implements Protocol {

    /** What nodes and SDKs accept. */
    public static final int DEFAULT_MAX_BYTES = 32 << 20;

    private final int maxFrameBytes;

    /** With FISCO BCOS's limit of {@value #DEFAULT_MAX_BYTES} bytes. */
    public FiscoWebsocketProtocol() {
        this(DEFAULT_MAX_BYTES);
    }

    /** @param maxFrameBytes the largest message to send or accept, in bytes */
    public FiscoWebsocketProtocol(int maxFrameBytes) {
        if (maxFrameBytes < WsMessage.HEADER_BYTES) {
            throw new IllegalArgumentException(
                    "maxFrameBytes " + maxFrameBytes + " is below " + WsMessage.HEADER_BYTES);
        }
        this.maxFrameBytes = maxFrameBytes;
    }

    @Override
    public String name() {
        return "fisco-websocket";
    }

    @Override
    public Optional<Carriage> carriage(CarrierKind kind) {
        return kind == CarrierKind.MESSAGE_STREAM
                ? Optional.of(new Carriage.MessageStream("/", maxFrameBytes))
                : Optional.empty();
    }

    @Override
    public Set<Class<? extends Body>> bodies() {
        return WsBodies.TYPES;
    }

    @Override
    public EndpointProtocol open(EndpointContext context) {
        return new WsEndpoint(context, maxFrameBytes);
    }
}
