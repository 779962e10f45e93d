package dev.gossip.core.testprotocol;

import dev.gossip.api.Body;
import dev.gossip.api.body.Ack;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.body.Ping;
import dev.gossip.spi.protocol.EndpointContext;
import dev.gossip.spi.protocol.EndpointProtocol;
import dev.gossip.spi.protocol.Protocol;
import dev.gossip.spi.transport.Carriage;
import dev.gossip.spi.transport.CarrierKind;
import java.util.Optional;
import java.util.Set;

/**
 * The smallest protocol that exercises the node: ids are names from the setting {@code id}, greetings are the id, and
 * application messages are signed with a checksum that the setting {@code forge} makes wrong. An endpoint with an
 * identity lets it sign too, on the workers, to no effect. The setting {@code callBack} appends where we want to be dialled
 * to the greeting of diallers: {@code true} for what we announce, or any address.
 */
public final class PlainProtocol implements Protocol {

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public Optional<Carriage> carriage(CarrierKind kind) {
        return kind == CarrierKind.BYTE_STREAM
                ? Optional.of(new Carriage.ByteStream(new LengthPrefix(1 << 16)))
                : Optional.empty();
    }

    @Override
    public Set<Class<? extends Body>> bodies() {
        return Set.of(Opaque.class, Ack.class, Ping.class, Note.class);
    }

    @Override
    public EndpointProtocol open(EndpointContext context) {
        return new PlainEndpoint(context);
    }
}
