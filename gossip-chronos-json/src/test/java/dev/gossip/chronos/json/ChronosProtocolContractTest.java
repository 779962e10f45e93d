package dev.gossip.chronos.json;

import dev.gossip.api.Bytes;
import dev.gossip.api.Message;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Opaque;
import dev.gossip.spi.protocol.EndpointProtocol;
import dev.gossip.spi.protocol.Protocol;
import dev.gossip.tck.ProtocolContract;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class ChronosProtocolContractTest extends ProtocolContract {

    private final EndpointProtocol endpoint =
            new ChronosProtocol().open(new TestContext(Map.of("address", "1Pu", "application", "true")));

    @Override
    protected Protocol protocol() {
        return new ChronosProtocol();
    }

    @Override
    protected EndpointProtocol endpoint() {
        return endpoint;
    }

    @Override
    protected List<Message> samples() {
        return List.of(
                Message.of(Topic.of("group", "prices"), Opaque.of(Bytes.utf8("a"), Bytes.utf8("bc"))),
                Message.of(Topic.named("\u8282\u70b9"), Opaque.of(Bytes.fromHex("00ff7f"))),
                Message.of(Topic.NONE, Opaque.of()));
    }

    @Override
    protected Optional<Message> tooLarge() {
        return Optional.of(Message.of(Topic.NONE, Opaque.of(Bytes.wrap(new byte[10 << 20]))));
    }
}
