package dev.gossip.simulator.light;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.Message;
import dev.gossip.api.Recipients;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.body.Ping;
import dev.gossip.spi.protocol.EndpointProtocol;
import dev.gossip.spi.protocol.Protocol;
import dev.gossip.tck.ProtocolContract;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LightProtocolContractTest extends ProtocolContract {

    private static final Topic NEWS = Topic.of("world", "news");

    private final EndpointProtocol endpoint = new LightProtocol().open(new LightContext("n1"));

    @Override
    protected Protocol protocol() {
        return new LightProtocol();
    }

    @Override
    protected EndpointProtocol endpoint() {
        return endpoint;
    }

    @Override
    protected List<Message> samples() {
        return List.of(
                Message.of(NEWS, Opaque.of(Bytes.utf8("something new"))),
                Message.of(Topic.NONE, Opaque.of(Bytes.empty())));
    }

    @Override
    protected Optional<Message> tooLarge() {
        return Optional.of(Message.of(NEWS, Opaque.of(Bytes.wrap(new byte[LightProtocol.MAX_FRAME_BYTES]))));
    }

    @Test
    void whatItCannotCarryIsRefused() {
        assertRefused(Message.of(NEWS, new Ping()), "one-way application messages to all only");
        assertRefused(samples().get(0).withRecipients(Recipients.only(endpoint.self())), "to all only");
        assertRefused(Message.of(Topic.named("x".repeat(256)), Opaque.of(Bytes.empty())), "up to 255 bytes");
    }

    private void assertRefused(Message message, String why) {
        assertThatThrownBy(() -> endpoint.codec().write(message))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining(why);
    }
}
