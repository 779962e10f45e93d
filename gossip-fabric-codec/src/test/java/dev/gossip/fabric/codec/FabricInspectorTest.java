package dev.gossip.fabric.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gossip.api.Bytes;
import dev.gossip.api.Message;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.crypto.Verifier;
import dev.gossip.spi.protocol.MalformedException;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.hyperledger.fabric.protos.gossip.Envelope;
import org.hyperledger.fabric.protos.gossip.GossipMessage;
import org.hyperledger.fabric.protos.gossip.MembershipRequest;
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
                .containsExactly(
                        "type",
                        "tag",
                        "nonce",
                        "channel",
                        "content",
                        "payload_bytes",
                        "signature",
                        "signature_hex",
                        "secret");
        assertThat(shown)
                .containsEntry("type", "alive_msg")
                .containsEntry("tag", "EMPTY")
                .containsEntry("signature", "valid")
                .containsEntry("secret", Map.of("internalEndpoint", "10.0.0.5:7051", "signature", "valid"));
        assertThat(new ObjectMapper().writeValueAsString(shown))
                .contains("\"endpoint\":\"127.0.0.1:7051\"", "\"inc_num\":1700000000123456789");
    }

    @Test
    void showsNestedEnvelopesRecursively() throws MalformedException {
        Bytes frame = Vectors.hex(Vectors.named("messages", "memres_alive_dead"), "envelope_hex");
        Object dead = ((Map<?, ?>) new FabricInspector().inspect(frame).get("content")).get("dead");
        Map<?, ?> nested = (Map<?, ?>) ((List<?>) dead).get(0);
        assertThat(nested.get("type")).isEqualTo("alive_msg");
        assertThat(nested.get("content").toString())
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
        assertThat(inspector.inspect(frame).get("content").toString()).contains("digests=[9, 10]");
    }

    @Test
    void namesWhatIsIllegal() throws MalformedException {
        assertThat(inspector.inspect(Bytes.fromHex("0a0418022a00")))
                .containsEntry("problem", "illegal tag; alive_msg demands EMPTY");
        assertThat(inspector.inspect(Bytes.fromHex("0a0418012a00")))
                .containsEntry("problem", "an alive message without membership");
        assertThat(inspector.inspect(Bytes.empty())).containsEntry("problem", "no content of a known type");
    }

    @Test
    void showsApplicationMessages() throws MalformedException {
        FabricEndpoint ours = new TestContext().with("application", "true").open();
        Bytes frame = Frames.frame(
                ours, Actor.P0, Message.of(Topic.of("ch1", "news"), Opaque.of(Bytes.utf8("a"), Bytes.utf8("b"))));
        Map<String, Object> shown = inspector.inspect(frame);
        assertThat(shown).containsEntry("type", "application").containsEntry("signature", "valid");
        assertThat(shown.get("content").toString()).contains("topic=news", "segments=[61, 62]");
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
