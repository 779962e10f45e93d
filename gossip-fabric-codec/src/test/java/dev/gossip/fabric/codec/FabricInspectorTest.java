package dev.gossip.fabric.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gossip.api.Bytes;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.crypto.Verifier;
import dev.gossip.spi.protocol.MalformedException;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.hyperledger.fabric.protos.gossip.ConnEstablish;
import org.hyperledger.fabric.protos.gossip.DataUpdate;
import org.hyperledger.fabric.protos.gossip.Envelope;
import org.hyperledger.fabric.protos.gossip.GossipMessage;
import org.hyperledger.fabric.protos.gossip.MembershipRequest;
import org.hyperledger.fabric.protos.gossip.PullMsgType;
import org.junit.jupiter.api.Test;

/** What people see of an envelope, and that no input breaks the inspector or the codec. */
class FabricInspectorTest {

    private static final long SEED = 20_261_121L;
    private static final int MUTATIONS_PER_FRAME = 60;

    private final TestContext context = new TestContext();
    private final FabricEndpoint endpoint = context.open();
    private final FabricInspector inspector = new FabricInspector(
            List.of(new Ecdsa()), id -> Optional.of(Actor.P0.own().serialized()));
    private final List<Bytes> frames = Vectors.capture().stream()
            .map(line -> Vectors.hex(line, "envelope_hex"))
            .toList();

    @Test
    void showsAnAliveMessageWithItsSecret() throws Exception {
        Bytes frame = Vectors.hex(Vectors.named("messages", "alive_no_identity_with_secret"), "envelope_hex");
        Map<String, Object> shown = inspector.inspect(frame);
        assertThat(shown.keySet())
                .containsExactly("type", "tag", "nonce", "channel", "fields", "signature", "secret", "payload_bytes");
        assertThat(shown).containsEntry("type", "alive_msg").containsEntry("tag", "EMPTY");
        assertThat(state(shown)).isEqualTo("valid");
        Map<?, ?> secret = (Map<?, ?>) shown.get("secret");
        assertThat(secret.get("internalEndpoint")).isEqualTo("10.0.0.5:7051");
        assertThat(((Map<?, ?>) secret.get("signature")).get("state")).isEqualTo("valid");
        assertThat(new ObjectMapper().writeValueAsString(shown))
                .contains("\"endpoint\":\"127.0.0.1:7051\"", "\"inc_num\":1700000000123456789");
    }

    @Test
    void showsNestedEnvelopesRecursively() throws MalformedException {
        Bytes frame = Vectors.hex(Vectors.named("messages", "memres_alive_dead"), "envelope_hex");
        Object dead = ((Map<?, ?>) new FabricInspector().inspect(frame).get("fields")).get("dead");
        Map<?, ?> nested = (Map<?, ?>) ((List<?>) dead).get(0);
        assertThat(nested.get("type")).isEqualTo("alive_msg");
        assertThat(nested.get("fields").toString())
                .contains("peer0.org2.example.com:7051", "seq_num=18446744073709551615");
    }

    @Test
    void showsBlockDigestsAsNumbers() throws MalformedException {
        Bytes frame = Frames.frame(
                endpoint,
                Actor.P0,
                Message.of(
                        Topic.scope("ch1"),
                        new dev.gossip.api.body.Digest("block", 1, List.of(Bytes.utf8("9"), Bytes.utf8("10")))));
        assertThat(inspector.inspect(frame).get("fields").toString()).contains("digests=[9, 10]");
    }

    @Test
    void namesWhatIsIllegal() throws MalformedException {
        assertThat(inspector.inspect(Bytes.fromHex("0a0418022a00")))
                .containsEntry("problem", "illegal-tag: tag 2 on ALIVE, which demands EMPTY");
        assertThat(inspector.inspect(Bytes.fromHex("0a0418012a00")))
                .containsEntry("problem", "malformed: an alive message without membership");
        assertThat(inspector.inspect(Bytes.empty()))
                .containsEntry("problem", "unknown-content: a message without content of a known type");
    }

    @Test
    void judgesWhatIsInside() throws MalformedException {
        Envelope alive = EnvelopeOpener.envelope(
                Vectors.hex(Vectors.named("messages", "alive_no_identity_with_secret"), "envelope_hex"));
        Envelope unsigned = alive.toBuilder().clearSignature().build();
        Envelope request = Frames.wire(
                GossipMessage.newBuilder()
                        .setTag(GossipMessage.Tag.EMPTY)
                        .setMemReq(MembershipRequest.newBuilder().setSelfInformation(unsigned)),
                Bytes.empty());
        Envelope update = Frames.wire(
                GossipMessage.newBuilder()
                        .setTag(GossipMessage.Tag.EMPTY)
                        .setDataUpdate(DataUpdate.newBuilder()
                                .setMsgType(PullMsgType.IDENTITY_MSG)
                                .addData(alive)),
                Bytes.empty());
        assertThat(inspector.inspect(Wire.bytes(request.toByteString())))
                .doesNotContainKey("problem")
                .extractingByKey("fields", InstanceOfAssertFactories.MAP)
                .extractingByKey("self_information", InstanceOfAssertFactories.MAP)
                .containsEntry("problem", "unsigned: the message lacks its signature");
        assertThat(inspector.inspect(Wire.bytes(update.toByteString())).toString())
                .contains("wrong-element: ALIVE where PEER_IDENTITY belongs");
    }

    @Test
    void anIdentityMustBeThatOfThePkiId() throws MalformedException {
        GossipMessage.Builder greeting = GossipMessage.newBuilder()
                .setTag(GossipMessage.Tag.EMPTY)
                .setConn(ConnEstablish.newBuilder()
                        .setPkiId(Wire.string(Actor.P1.id().value()))
                        .setIdentity(Wire.string(Actor.P0.own().serialized())));
        Envelope envelope =
                Frames.wire(greeting, Actor.P0.sign(Bytes.wrap(greeting.build().toByteArray())));
        Map<String, Object> shown = inspector.inspect(Wire.bytes(envelope.toByteString()));
        assertThat(state(shown)).isEqualTo("invalid");
        assertThat(String.valueOf(shown.get("problem"))).startsWith("pki-id-mismatch: ");
    }

    @Test
    void learnsProvenIdentitiesAndTriesChannelNames() throws MalformedException {
        Map<NodeId, Bytes> learnt = new HashMap<>();
        FabricInspector learning = new FabricInspector(List.of(new Ecdsa()), new FabricInspector.Memory() {
            @Override
            public Optional<Bytes> identity(NodeId author) {
                return Optional.ofNullable(learnt.get(author));
            }

            @Override
            public List<String> channels() {
                return List.of("other", "ch1");
            }

            @Override
            public void learn(NodeId author, Bytes identity) {
                learnt.put(author, identity);
            }
        });
        Set<Object> channels = new HashSet<>();
        for (Bytes frame : frames) {
            Map<String, Object> shown = learning.inspect(frame);
            assertThat(shown.toString()).doesNotContain("problem=");
            assertThat(state(shown)).isIn("valid", "not-needed");
            if (shown.get("type").equals("state_info")) {
                channels.add(shown.get("channel"));
            }
        }
        assertThat(channels).containsExactly("ch1");
        assertThat(learnt).hasSize(3);
        for (Map.Entry<NodeId, Bytes> known : learnt.entrySet()) {
            assertThat(FabricIds.pkiId(SerializedIdentity.decode(known.getValue())))
                    .isEqualTo(known.getKey());
        }
    }

    private static Object state(Map<String, Object> shown) {
        return ((Map<?, ?>) shown.get("signature")).get("state");
    }

    @Test
    void showsApplicationMessages() throws MalformedException {
        FabricEndpoint ours = new TestContext().with("application", "true").open();
        Bytes frame = Frames.frame(
                ours, Actor.P0, Message.of(Topic.of("ch1", "news"), Opaque.of(Bytes.utf8("a"), Bytes.utf8("b"))));
        Map<String, Object> shown = inspector.inspect(frame);
        assertThat(shown).containsEntry("type", "application").doesNotContainKey("problem");
        assertThat(state(shown)).isEqualTo("valid");
        assertThat(shown.get("fields").toString()).contains("topic=news", "segments=[61, 62]");
    }

    @Test
    void endsAtItsDepthLimit() throws MalformedException {
        Envelope envelope = Envelope.getDefaultInstance();
        for (int i = 0; i < 1000; i++) {
            envelope = Frames.wire(
                    GossipMessage.newBuilder()
                            .setMemReq(MembershipRequest.newBuilder().setSelfInformation(envelope)),
                    Bytes.empty());
        }
        assertThat(inspector.inspect(Wire.bytes(envelope.toByteString())).toString())
                .contains("nested deeper than the limit of 8");
    }

    @Test
    void badBytesAreReportedWithAReason() {
        MalformedException refusal =
                catchThrowableOfType(MalformedException.class, () -> inspector.inspect(Bytes.fromHex("ff")));
        assertThat(refusal.reason()).isEqualTo(DropReason.MALFORMED);
        assertThat(refusal).hasMessageContaining("not an Envelope");
    }

    @Test
    void mutatedEnvelopesAreExplainedOrRefused() {
        context.settings.put("application", "true");
        context.arithmetic = false;
        FabricEndpoint codec = context.open();
        FabricInspector quick = new FabricInspector(
                List.of(new NeverValid()), id -> Optional.of(Actor.P0.own().serialized()));
        SplittableRandom random = new SplittableRandom(SEED);
        int refused = 0;
        int explained = 0;
        for (int i = 0; i < frames.size(); i++) {
            for (int j = 0; j < MUTATIONS_PER_FRAME; j++) {
                Bytes mutated = mutate(frames.get(i), random);
                if (survives(quick, codec, mutated, "seed " + SEED + ", frame " + i + ", mutation " + j)) {
                    explained++;
                } else {
                    refused++;
                }
            }
        }
        assertThat(refused + explained).isGreaterThanOrEqualTo(10_000);
        assertThat(refused).isGreaterThan(1_000);
        assertThat(explained).isGreaterThan(1_000);
    }

    @Test
    void truncatedEnvelopesAreExplainedOrRefused() {
        FabricInspector quick = new FabricInspector();
        for (int i = 0; i < frames.size(); i += 40) {
            for (int length = 0; length < frames.get(i).length(); length++) {
                survives(quick, endpoint, frames.get(i).slice(0, length), "frame " + i + " cut to " + length);
            }
        }
    }

    /** Inspects, opens, reads and verifies; whatever is refused must be refused by a reason. */
    private static boolean survives(FabricInspector quick, FabricEndpoint codec, Bytes frame, String which) {
        boolean explained = false;
        try {
            assertThat(quick.inspect(frame)).containsKey("type");
            explained = true;
            var sealed = codec.codec().open(frame, Actor.P1.link());
            codec.codec().read(sealed, Actor.P1.link());
            codec.supersession().keyOf(sealed);
            codec.verify(sealed);
        } catch (MalformedException e) {
            assertThat(e.reason().code()).as(which).isNotEmpty();
            assertThat(e.getMessage()).as(which).isNotBlank();
        } catch (RuntimeException | StackOverflowError e) {
            fail(which + ": " + frame.hex(), e);
        }
        return explained;
    }

    private static Bytes mutate(Bytes frame, SplittableRandom random) {
        byte[] bytes = frame.toByteArray();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes = java.util.Arrays.copyOf(bytes, at);
                default -> {
                    int length = Math.min(random.nextInt(16), bytes.length - at);
                    System.arraycopy(bytes, random.nextInt(bytes.length - length + 1), bytes, at, length);
                }
            }
        }
        return Bytes.wrap(bytes);
    }

    /** Spares the arithmetic, which is slow and not what mutations are about. */
    private static final class NeverValid implements Verifier {
        @Override
        public String name() {
            return "never-valid";
        }

        @Override
        public boolean supports(PublicKey key) {
            return true;
        }

        @Override
        public Verification verify(PublicKey key, Bytes content, Bytes signature) {
            return Verification.invalid("never");
        }
    }
}
