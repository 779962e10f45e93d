package dev.gossip.fabric.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gossip.api.Assurance;
import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Sealed;
import dev.gossip.api.body.EnvelopeCarrier;
import dev.gossip.api.body.OrderedItem;
import dev.gossip.api.body.StateSnapshotRequest;
import dev.gossip.spi.protocol.Codec;
import dev.gossip.spi.protocol.LinkClass;
import dev.gossip.spi.protocol.MalformedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hyperledger.fabric.protos.gossip.GossipMessage;
import org.junit.jupiter.api.Test;

/** A real conversation: every envelope is understood, verified, and forwarded or written byte for byte. */
class CaptureTest {

    private final TestContext context = new TestContext();
    private final FabricEndpoint endpoint = endpoint();
    private final Codec codec = endpoint.codec();
    private final List<JsonNode> capture = Vectors.capture();
    private final Map<String, NodeId> byConversation = new HashMap<>();

    private FabricEndpoint endpoint() {
        context.trust = Optional.of(TestTrust.ofCapture());
        return context.open();
    }

    /** Who sent a line: the captured node, or the peer at the address that the line names. */
    private LinkPeer sender(JsonNode line) {
        NodeId id = byConversation.getOrDefault(
                line.path("dir").asText().equals("sent")
                        ? "us"
                        : line.path("peer").asText(),
                Actor.P0.id());
        return new LinkPeer(
                "fabric",
                Optional.of(id),
                Assurance.AUTHENTICATED,
                Optional.of("Org1MSP"),
                PeerAddress.of("127.0.0.1", 17051),
                Attributes.empty());
    }

    /** Membership requests introduce their senders; greetings carry the identities that later messages need. */
    private void meet() throws MalformedException {
        for (JsonNode line : capture) {
            Bytes frame = Vectors.hex(line, "envelope_hex");
            GossipMessage message =
                    EnvelopeOpener.message(EnvelopeOpener.envelope(frame).getPayload());
            boolean sent = line.path("dir").asText().equals("sent");
            if (message.hasConn()) {
                assertThat(endpoint.verify(codec.open(frame, sender(line))).isValid())
                        .isTrue();
                if (sent) {
                    byConversation.put(
                            "us", new NodeId(Wire.bytes(message.getConn().getPkiId())));
                }
            } else if (message.hasMemReq() && !sent) {
                GossipMessage self = EnvelopeOpener.message(
                        message.getMemReq().getSelfInformation().getPayload());
                byConversation.put(
                        line.path("peer").asText(),
                        new NodeId(Wire.bytes(self.getAliveMsg().getMembership().getPkiId())));
            }
        }
    }

    @Test
    void everyEnvelopeRoundTripsAndVerifies() throws MalformedException {
        meet();
        assertThat(byConversation).hasSize(3);
        assertThat(capture).hasSize(224);
        int verified = 0;
        int rewritten = 0;
        Set<String> bodies = new TreeSet<>();
        for (JsonNode line : capture) {
            Bytes frame = Vectors.hex(line, "envelope_hex");
            Sealed sealed = codec.open(frame, sender(line));
            Message message = codec.read(sealed, sender(line));
            bodies.add(message.body().bodyName());
            assertThat(codec.seal(new Envelope(message, sealed, codec.idOf(sealed)), LinkClass.ONLY))
                    .isEqualTo(frame);
            verified += verified(sealed, line);
            if (message.body() instanceof EnvelopeCarrier carrier) {
                for (Envelope nested : carrier.envelopes()) {
                    verified += verified(nested.sealed(), line);
                }
            }
            // A snapshot request names its channel by the sender's id, and we would write ours.
            if (!(message.body() instanceof StateSnapshotRequest)) {
                assertThat(codec.write(message).content())
                        .as(line.path("type").asText())
                        .isEqualTo(sealed.content());
                rewritten++;
            }
        }
        assertThat(verified).isGreaterThan(100);
        assertThat(rewritten).isEqualTo(206);
        assertThat(bodies).hasSize(17);
        assertThat(context.counts).isEmpty();
    }

    private int verified(Sealed sealed, JsonNode line) {
        if (!endpoint.mustVerify(sealed)) {
            return 0;
        }
        assertThat(endpoint.verify(sealed)).as(line.path("type").asText()).matches(outcome -> outcome.isValid());
        return 1;
    }

    @Test
    void exchangesAreCorrelatedByNonce() throws MalformedException {
        meet();
        Map<String, Correlation> asked = new HashMap<>();
        int answered = 0;
        for (JsonNode line : capture) {
            Message message = codec.read(codec.open(Vectors.hex(line, "envelope_hex"), sender(line)), sender(line));
            String type = line.path("type").asText();
            String with = line.path("peer").asText();
            if (type.equals("StateRequest")) {
                assertThat(message.kind()).isEqualTo(MessageKind.REQUEST);
                asked.put(with, message.correlation());
            } else if (type.equals("StateResponse")) {
                assertThat(message.kind()).isEqualTo(MessageKind.RESPONSE);
                assertThat(message.correlation()).isEqualTo(asked.get(with));
                answered++;
            }
        }
        assertThat(answered).isEqualTo(2);
    }

    @Test
    void inspectorExplainsEveryEnvelope() throws MalformedException {
        FabricInspector inspector = new FabricInspector();
        for (JsonNode line : capture) {
            Map<String, Object> shown = inspector.inspect(Vectors.hex(line, "envelope_hex"));
            assertThat(shown).as(line.path("type").asText()).doesNotContainKey("problem");
        }
    }

    @Test
    void inspectorShowsTheBlockInsideADataMessage() throws MalformedException {
        Bytes block = Vectors.resource("block1.pb");
        Bytes frame = Frames.frame(
                endpoint, Actor.P0, Message.of(dev.gossip.api.Topic.scope("ch1"), OrderedItem.of(1, block)));
        assertThat(new FabricInspector().inspect(frame).get("fields").toString())
                .contains("seq_num=1", "bytes=" + block.length(), "number=1", "transactions=1");
    }
}
