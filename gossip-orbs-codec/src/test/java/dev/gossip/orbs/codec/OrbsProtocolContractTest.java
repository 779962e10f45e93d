package dev.gossip.orbs.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.Recipients;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Opaque;
import dev.gossip.orbs.codec.forward.Digests;
import dev.gossip.orbs.codec.forward.ForwardRecord;
import dev.gossip.orbs.codec.forward.ForwardedMessage;
import dev.gossip.spi.protocol.EndpointProtocol;
import dev.gossip.spi.protocol.Protocol;
import dev.gossip.tck.ProtocolContract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

class OrbsProtocolContractTest {

    private static final NodeId SELF = NodeId.fromHex("2122232425262728292a2b2c2d2e2f3031323334");
    private static final NodeId OTHER = NodeId.fromHex("0102030405060708090a0b0c0d0e0f1011121314");

    @Nested
    class WithProtobuf extends Contract {
        WithProtobuf() {
            super("protobuf");
        }
    }

    @Nested
    class WithMembuffers extends Contract {
        WithMembuffers() {
            super("membuffers");
        }
    }

    abstract static class Contract extends ProtocolContract {

        private final EndpointProtocol endpoint;

        Contract(String codec) {
            endpoint = new OrbsProtocol()
                    .open(new TestContext(Map.of(
                            "nodeId",
                            SELF.hex(),
                            "virtualChain",
                            "42",
                            "codec",
                            codec,
                            "application",
                            "true",
                            "serviceId",
                            "7",
                            "forward",
                            "true")));
        }

        @Override
        protected Protocol protocol() {
            return new OrbsProtocol();
        }

        @Override
        protected EndpointProtocol endpoint() {
            return endpoint;
        }

        @Override
        protected List<Message> samples() {
            OrbsContent two = new OrbsContent(1, List.of(Bytes.utf8("hello"), Bytes.empty()));
            Topic forward = Topic.of("42", OrbsCodec.FORWARD);
            List<Bytes> forwarded = List.of(Bytes.utf8("header"), Bytes.utf8("content"));
            ForwardRecord record = new ForwardRecord(Digests.of(forwarded), 13, 2, 3, 1, Digests.shortId(OTHER));
            return List.of(
                    Message.of(OrbsTopic.TRANSACTION_RELAY.in(42), two),
                    Message.of(OrbsTopic.BLOCK_SYNC.in(42), new OrbsContent(4, List.of()))
                            .withRecipients(Recipients.only(SELF, OTHER)),
                    Message.of(OrbsTopic.LEAN_HELIX.in(42), new OrbsContent(0, List.of(Bytes.fromHex("cafeba"))))
                            .withRecipients(Recipients.allBut(OTHER)),
                    Message.of(OrbsTopic.BENCHMARK_CONSENSUS.in(42), new OrbsContent(2, List.of(Bytes.utf8("x")))),
                    Message.of(Topic.of("group", "prices"), Opaque.of(Bytes.utf8("a"), Bytes.utf8("b"))),
                    Message.of(Topic.NONE, Opaque.of()),
                    Message.of(
                            forward,
                            new Forwarded.Data(new ForwardedMessage(record, Digests.shortId(OTHER), forwarded))),
                    Message.of(forward, new Forwarded.Announcement(record)),
                    Message.of(forward, new Forwarded.Pull(record)));
        }

        @Override
        protected Optional<Message> tooLarge() {
            Bytes large = Bytes.wrap(new byte[(20 << 20) + 1]);
            return Optional.of(Message.of(OrbsTopic.TRANSACTION_RELAY.in(42), new OrbsContent(1, List.of(large))));
        }
    }
}
