package dev.gossip.simulator.light;

import dev.gossip.api.Body;
import dev.gossip.api.body.Opaque;
import dev.gossip.spi.protocol.EndpointContext;
import dev.gossip.spi.protocol.EndpointProtocol;
import dev.gossip.spi.protocol.Protocol;
import dev.gossip.spi.transport.Carriage;
import dev.gossip.spi.transport.CarrierKind;
import java.util.Optional;
import java.util.Set;

/**
 * The protocol {@code light}: unsigned application messages, passed on by everybody. Greetings are ids, which are claims; the
 * setting {@code id} is our own. Made for measuring routers; not for networks that others can reach.
 */
public final class LightProtocol implements Protocol {

    /** The largest frame, in bytes. */
    public static final int MAX_FRAME_BYTES = 16 << 20;

    /** For {@code ServiceLoader}. */
    public LightProtocol() {}

    @Override
    public String name() {
        return "light";
    }

    @Override
    public Optional<Carriage> carriage(CarrierKind kind) {
        return kind == CarrierKind.BYTE_STREAM
                ? Optional.of(new Carriage.ByteStream(new LightFraming()))
                : Optional.empty();
    }

    @Override
    public Set<Class<? extends Body>> bodies() {
        return Set.of(Opaque.class);
    }

    @Override
    public EndpointProtocol open(EndpointContext context) {
        return new LightEndpoint(context);
    }
}
