package dev.gossip.fabric.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gossip.api.Attachment;
import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.Sealed;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.protocol.Codec;
import dev.gossip.spi.protocol.LinkClass;
import dev.gossip.spi.protocol.MalformedException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hyperledger.fabric.protos.gossip.GossipMessage;
import org.hyperledger.fabric.protos.gossip.GossipMessage.Tag;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every golden message: opened, explained, read, written again, verified. */
class MessageVectorTest {

    /** Nothing to act on: Fabric's own core would dereference what is missing, or ignore it. */
    private static final Map<String, DropReason> REFUSED = Map.of(
            "data_nil_payload", DropReason.MALFORMED,
            "no_content", FabricDropReasons.UNKNOWN_CONTENT);

    /** What no Fabric peer sends has no place in the neutral bodies: unused fields, and tags other than the usual. */
    private static final Set<String> NOT_REWRITTEN =
            Set.of("memreq_known", "hello_block", "peeridentity_org_only", "empty_nonce_channel");

    private final FabricEndpoint endpoint = new TestContext().open();
    private final Codec codec = endpoint.codec();

    static Stream<Named<JsonNode>> messages() {
        return Vectors.cases("messages");
    }

    static Stream<Named<JsonNode>> signed() {
        return messages().filter(vector -> vector.getPayload().path("signed").asBoolean());
    }

    private static LinkPeer sender() {
        return Actor.P0.link();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void frameIsOpenedAndSealedUnchanged(JsonNode vector) throws MalformedException {
        String name = vector.path("name").asText();
        Bytes frame = Vectors.hex(vector, "envelope_hex");
        if (REFUSED.containsKey(name)) {
            MalformedException refusal =
                    catchThrowableOfType(MalformedException.class, () -> codec.open(frame, sender()));
            assertThat(refusal.reason()).isEqualTo(REFUSED.get(name));
            assertThat(refusal.isFatal()).isFalse();
            return;
        }
        Sealed sealed = codec.open(frame, sender());
        assertThat(sealed.content()).isEqualTo(Vectors.hex(vector, "gossip_message_hex"));
        assertThat(sealed.signature()).isEqualTo(Vectors.hex(vector, "signature_hex"));
        assertThat(endpoint.mustVerify(sealed)).isEqualTo(vector.path("signed").asBoolean());
        List<Attachment> secret = vector.has("secret_payload_hex")
                ? List.of(new Attachment(
                        Vectors.hex(vector, "secret_payload_hex"), Vectors.hex(vector, "secret_signature_hex")))
                : List.of();
        assertThat(sealed.attachments()).isEqualTo(secret);
        Message message = codec.read(sealed, sender());
        assertThat(codec.seal(new Envelope(message, sealed, codec.idOf(sealed)), LinkClass.ONLY))
                .isEqualTo(frame);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void neutralMessageIsWrittenAsFabricWritesIt(JsonNode vector) throws MalformedException {
        String name = vector.path("name").asText();
        if (REFUSED.containsKey(name)) {
            return;
        }
        Sealed opened = codec.open(Vectors.hex(vector, "envelope_hex"), sender());
        Message message = codec.read(opened, sender());
        assertThat(endpoint.signs(message)).isEqualTo(vector.path("signed").asBoolean());
        Codec.Content written = codec.write(message);
        if (NOT_REWRITTEN.contains(name)) {
            assertThat(written.content()).isNotEqualTo(opened.content());
            return;
        }
        assertThat(written.content()).isEqualTo(opened.content());
        assertThat(written.attachments())
                .isEqualTo(
                        opened.attachments().stream().map(Attachment::content).toList());
        Sealed again = codec.sealed(message, written, opened.signature(), opened.attachments());
        assertThat(again.origin()).isEqualTo(opened.origin());
        assertThat(codec.read(again, sender())).isEqualTo(message);
        assertThat(codec.idOf(again)).isEqualTo(codec.idOf(opened));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void inspectorShowsEveryField(JsonNode vector) throws MalformedException {
        Map<String, Object> shown = new FabricInspector().inspect(Vectors.hex(vector, "envelope_hex"));
        JsonNode expected = vector.path("message");
        String content = vector.path("content").asText();
        assertThat(shown.get("type")).isEqualTo(content);
        assertThat(String.valueOf(shown.get("nonce")))
                .isEqualTo(expected.path("nonce").asText());
        assertThat(expected.path("tag").asText()).startsWith((String) shown.get("tag"));
        boolean unsigned = !vector.path("signed").asBoolean() && !content.equals("none");
        assertThat(state(shown)).isEqualTo(unsigned ? "not-needed" : "not-checked");
        if (!content.equals("none")) {
            assertShows(content, expected.path(content), shown.get("fields"));
        }
    }

    private static void assertShows(String field, JsonNode expected, Object actual) {
        if (expected.isObject()
                && expected.has("payload")
                && actual instanceof Map<?, ?> envelope
                && envelope.containsKey("payload_bytes")) {
            assertThat(envelope.get("payload_bytes")).isEqualTo(hexLength(expected.path("payload")));
        } else if (expected.isObject()) {
            assertThat(actual).as(field).isInstanceOf(Map.class);
            for (Iterator<String> names = expected.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                assertShows(name, expected.path(name), ((Map<?, ?>) actual).get(name));
            }
        } else if (expected.isArray()) {
            assertThat(actual).as(field).isInstanceOf(List.class);
            assertThat((List<?>) actual).as(field).hasSize(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                assertShows(field, expected.path(i), ((List<?>) actual).get(i));
            }
        } else if (actual instanceof Map<?, ?> identity && identity.containsKey("id_bytes")) {
            Bytes encoded = new SerializedIdentity(
                            (String) identity.get("mspid"), Bytes.utf8((String) identity.get("id_bytes")))
                    .encode();
            assertThat("hex:" + encoded.hex()).isEqualTo(expected.asText());
        } else if (actual instanceof Map<?, ?> block) {
            assertThat(block.get("bytes")).as(field).isEqualTo(hexLength(expected));
        } else if (expected.asText().startsWith("hex:")) {
            assertThat("hex:" + actual).as(field).isEqualTo(expected.asText());
        } else {
            assertThat(expected.asText().replaceAll("\\(\\d+\\)$", ""))
                    .as(field)
                    .isEqualTo(String.valueOf(actual));
        }
    }

    private static int hexLength(JsonNode hex) {
        return (hex.asText().length() - "hex:".length()) / 2;
    }

    @ParameterizedTest
    @MethodSource("messages")
    void kindOfMessageIsSeenAsFabricSeesIt(JsonNode vector) throws Exception {
        GossipMessage message = Wire.gossip(Wire.string(Vectors.hex(vector, "gossip_message_hex")));
        Tag tag = message.getTag();
        assertThat(ContentRule.channelRestricted(tag))
                .isEqualTo(vector.path("is_channel_restricted").asBoolean());
        assertThat(ContentRule.orgRestricted(tag))
                .isEqualTo(vector.path("is_org_restricted").asBoolean());
        assertThat(ContentRule.isPull(message.getContentCase()))
                .isEqualTo(vector.path("is_pull_msg").asBoolean());
        assertThat(ContentRule.pullType(message).name())
                .isEqualTo(vector.path("pull_msg_type").asText());
        assertThat(message.getContentCase().getNumber())
                .isEqualTo(vector.path("content_field_number").asInt());
        if (vector.path("tag_legal").asText().equals("ok")) {
            assertThat(ContentRule.of(message).orElseThrow().accepts(tag)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("signed")
    void signatureOfTheSignerIsValidAndNobodyElses(JsonNode vector) throws MalformedException {
        Sealed sealed = codec.open(Vectors.hex(vector, "envelope_hex"), sender());
        Actor signer = Actor.named(vector.path("signer").asText());
        assertThat(sealed.origin()).contains(signer.id());
        assertThat(endpoint.verifier()
                        .verify(sealed, signer.own().local().identity())
                        .isValid())
                .isTrue();
        Actor other = signer.id().equals(Actor.P1.id()) ? Actor.P0 : Actor.P1;
        assertThat(endpoint.verifier()
                        .verify(sealed, other.own().local().identity())
                        .isValid())
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("signed")
    void inspectorChecksSignatures(JsonNode vector) throws MalformedException {
        Map<NodeId, Bytes> known = Map.of(
                Actor.P0.id(),
                Actor.P0.own().serialized(),
                Actor.P1.id(),
                Actor.P1.own().serialized());
        FabricInspector inspector = new FabricInspector(List.of(new Ecdsa()), id -> Optional.ofNullable(known.get(id)));
        Bytes frame = Vectors.hex(vector, "envelope_hex");
        assertThat(state(inspector.inspect(frame))).isEqualTo("valid");
        org.hyperledger.fabric.protos.gossip.Envelope spoilt = EnvelopeOpener.envelope(frame).toBuilder()
                .setSignature(Wire.string(Actor.FOREIGN.sign(Bytes.utf8("something else"))))
                .build();
        Map<String, Object> shown = inspector.inspect(Wire.bytes(spoilt.toByteString()));
        assertThat(state(shown)).isEqualTo("invalid");
        assertThat(String.valueOf(shown.get("problem"))).startsWith("bad-signature: the message: ");
    }

    private static Object state(Map<String, Object> shown) {
        return ((Map<?, ?>) shown.get("signature")).get("state");
    }
}
