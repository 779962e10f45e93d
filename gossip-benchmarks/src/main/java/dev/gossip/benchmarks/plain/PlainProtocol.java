package dev.gossip.benchmarks.plain;

import dev.gossip.api.Body;
import dev.gossip.api.body.Opaque;
import dev.gossip.spi.protocol.EndpointContext;
import dev.gossip.spi.protocol.EndpointProtocol;
import dev.gossip.spi.protocol.Protocol;
import dev.gossip.spi.transport.Carriage;
import dev.gossip.spi.transport.CarrierKind;
import dev.gossip.spi.transport.Framing;
import java.util.Optional;
import java.util.Set;

/** The protocol {@code bench-plain}; the setting {@code id} is the node's id. */
public final class PlainProtocol implements Protocol {

    private final Framing framing;

    /** @param framing as the raw contenders cut their frames */
    public PlainProtocol(Framing framing) {
        this.framing = framing;
    }

    @Override
    public String name() {
        return "bench-plain";
    }

    @Override
    public Optional<Carriage> carriage(CarrierKind kind) {
        return kind == CarrierKind.BYTE_STREAM ? Optional.of(new Carriage.ByteStream(framing)) : Optional.empty();
    }

    @Override
    public Set<Class<? extends Body>> bodies() {
        return Set.of(Opaque.class);
    }

    @Override
    public EndpointProtocol open(EndpointContext context) {
        return new PlainEndpoint(context);
    }
}
