package dev.gossip.fabric.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.api.Sealed;
import dev.gossip.spi.crypto.Trust;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.protocol.MalformedException;
import dev.gossip.spi.protocol.Supersession.Relation;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hyperledger.fabric.protos.gossip.GossipMessage;
import org.hyperledger.fabric.protos.gossip.GossipMessage.ContentCase;
import org.hyperledger.fabric.protos.gossip.GossipMessage.Tag;
import org.hyperledger.fabric.protos.gossip.PullMsgType;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fabric's own verdicts about bytes, digests, identities, signatures, tags and replacement. */
class VerdictVectorTest {

    private final TestContext context = new TestContext();
    private final FabricEndpoint endpoint = context.open();

    static Stream<Named<JsonNode>> decode() {
        return Vectors.cases("decode");
    }

    static Stream<Named<JsonNode>> serializedIdentities() {
        return Vectors.cases("serialized_identity");
    }

    static Stream<Named<JsonNode>> pkiIds() {
        return Vectors.cases("pki_id");
    }

    static Stream<Named<JsonNode>> tlsCertHashes() {
        return Vectors.cases("tls_cert_hash");
    }

    static Stream<Named<JsonNode>> channelMacs() {
        return Vectors.cases("channel_mac");
    }

    static Stream<Named<JsonNode>> tags() {
        return Vectors.cases("tag_legal");
    }

    static Stream<Named<JsonNode>> comparators() {
        return Vectors.cases("comparator");
    }

    static Stream<Named<JsonNode>> identities() {
        return Vectors.cases("identities");
    }

    static Stream<Named<JsonNode>> envelopes() {
        return Vectors.cases("envelope_verify");
    }

    static Stream<Named<JsonNode>> signatures() {
        // The JDK refuses bytes after the signature, Fabric tolerates them; verifiers of the project are judged
        // elsewhere.
        return Vectors.cases("signature").filter(vector -> !vector.getName().startsWith("trailing bytes"));
    }

    private static boolean ok(JsonNode vector) {
        return vector.path("verdict").asText().equals("ok");
    }

    @ParameterizedTest
    @MethodSource("decode")
    void payloadIsDecodedAsFabricDecodesIt(JsonNode vector) throws Exception {
        var payload = Wire.string(Vectors.hex(vector, "payload_hex"));
        if (!ok(vector)) {
            assertThat(catchThrowableOfType(InvalidProtocolBufferException.class, () -> Wire.gossip(payload)))
                    .isNotNull();
            return;
        }
        GossipMessage message = Wire.gossip(payload);
        assertThat(Wire.bytes(message.toByteString())).isEqualTo(Vectors.hex(vector, "reencoded_hex"));
        JsonNode expected = vector.path("message");
        assertThat(Long.toUnsignedString(message.getNonce()))
                .isEqualTo(expected.path("nonce").asText());
        assertThat(expected.path("tag").asText()).endsWith("(" + message.getTagValue() + ")");
        assertThat(message.hasHello()).isEqualTo(expected.has("hello"));
        assertThat(Long.toUnsignedString(message.getHello().getNonce()))
                .isEqualTo(expected.path("hello").path("nonce").asText("0"));
    }

    @ParameterizedTest
    @MethodSource("serializedIdentities")
    void identityIsSerialized(JsonNode vector) throws MalformedException {
        Bytes wire = Vectors.hex(vector, "serialized_identity_hex");
        SerializedIdentity identity = new SerializedIdentity(
                vector.path("mspid").asText(),
                Bytes.utf8(vector.path("cert_pem").asText()));
        assertThat(identity.encode()).isEqualTo(wire);
        assertThat(SerializedIdentity.decode(wire)).isEqualTo(identity);
        assertThat(FabricIds.tlsCertHash(TestTrust.certificate(identity.idBytes()))
                        .hex())
                .isEqualTo(vector.path("cert_der_sha256").asText());
    }

    @ParameterizedTest
    @MethodSource("pkiIds")
    void identityIsDigestedAndJudged(JsonNode vector) throws MalformedException {
        Bytes wire = Vectors.hex(vector, "identity_hex");
        if (vector.path("pki_id_hex").isNull()) {
            assertThat(catchThrowableOfType(MalformedException.class, () -> SerializedIdentity.decode(wire)))
                    .isNotNull();
            return;
        }
        NodeId id = FabricIds.pkiId(SerializedIdentity.decode(wire));
        assertThat(id.hex()).isEqualTo(vector.path("pki_id_hex").asText());
        IdentityStore store = new IdentityStore(Actor.P1.own(), TestTrust.ofVectors(), context.time, 10);
        assertThat(store.admit(id, wire) instanceof Trust.Admitted)
                .isEqualTo(
                        vector.path("validate_identity_by_org1_peer").asText().equals("ok"));
        assertThat(store.size()).as("judging is not keeping").isZero();
    }

    @ParameterizedTest
    @MethodSource("tlsCertHashes")
    void tlsCertificateIsDigested(JsonNode vector) {
        if (vector.path("cert_pem").asText().isEmpty()) {
            assertThat(vector.path("tls_cert_hash_hex").asText())
                    .as("no certificate, no hash")
                    .isEmpty();
            return;
        }
        var certificate =
                TestTrust.certificate(Bytes.utf8(vector.path("cert_pem").asText()));
        assertThat(FabricIds.tlsCertHash(certificate)).isEqualTo(Vectors.hex(vector, "tls_cert_hash_hex"));
    }

    @ParameterizedTest
    @MethodSource("channelMacs")
    void channelIsDigested(JsonNode vector) {
        NodeId author = NodeId.fromHex(vector.path("pki_id_hex").asText());
        String channel = vector.path("channel").asText();
        assertThat(Bytes.utf8(channel)).isEqualTo(Vectors.hex(vector, "channel_hex"));
        assertThat(FabricIds.channelMac(author, channel)).isEqualTo(Vectors.hex(vector, "mac_hex"));
    }

    @ParameterizedTest
    @MethodSource("identities")
    void nodeIsNamedByItsIdentity(JsonNode vector) {
        Actor actor = Actor.named(vector.path("name").asText());
        assertThat(actor.id().hex()).isEqualTo(vector.path("pki_id_hex").asText());
        assertThat(actor.own().serialized()).isEqualTo(Vectors.hex(vector, "serialized_identity_hex"));
    }

    /** Content types that Fabric's core does not judge by tag; it leaves them to others or ignores them. */
    private static final Set<String> BESIDE_THE_CORE =
            Set.of("empty", "conn", "ack", "privateReq", "privateRes", "private_data", "none");

    @ParameterizedTest
    @MethodSource("tags")
    void c17_tagIsJudgedAsFabricsCoreDoes(JsonNode vector) {
        String[] words = vector.path("content").asText().split(" msg_type=");
        PullMsgType pull = words.length == 1 ? PullMsgType.UNDEFINED : pullType(words[1]);
        ContentCase content = Stream.of(ContentCase.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(words[0].toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(ContentCase.CONTENT_NOT_SET);
        Map<String, Object> verdicts = new com.fasterxml.jackson.databind.ObjectMapper()
                .convertValue(
                        vector.path("verdict_by_tag_number"), new com.fasterxml.jackson.core.type.TypeReference<>() {});
        assertThat(verdicts).hasSize(7);
        verdicts.forEach((number, verdict) -> {
            Tag tag = Tag.forNumber(Integer.parseInt(number));
            boolean accepted = ContentRule.of(content, pull)
                    .filter(rule -> rule.accepts(tag == null ? Tag.UNRECOGNIZED : tag))
                    .isPresent();
            if (BESIDE_THE_CORE.contains(words[0])) {
                assertThat(verdict).as("core's verdict on " + number).isNotEqualTo("ok");
            } else {
                assertThat(accepted).as("tag " + number).isEqualTo(verdict.equals("ok"));
            }
        });
    }

    private static PullMsgType pullType(String name) {
        return name.equals("3") ? PullMsgType.UNRECOGNIZED : PullMsgType.valueOf(name);
    }

    @ParameterizedTest
    @MethodSource("comparators")
    void c21_replacementFollowsFabricsComparator(JsonNode vector) throws Exception {
        GossipMessage arriving = Wire.gossip(Wire.string(Vectors.hex(vector, "this_hex")));
        GossipMessage stored = Wire.gossip(Wire.string(Vectors.hex(vector, "that_hex")));
        Relation expected = switch (vector.path("result_this_to_that").asText()) {
            case "INVALIDATES" -> Relation.SUPERSEDES;
            case "INVALIDATED" -> Relation.SUPERSEDED;
            default -> Relation.UNRELATED;
        };
        assertThat(FabricSupersession.compare(
                        arriving, stored, vector.path("data_block_storage_size").asInt()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("envelopes")
    void c20_envelopeIsVerifiedAsFabricVerifiesIt(JsonNode vector) {
        assertThat(verdict(vector)).isEqualTo(ok(vector));
    }

    private boolean verdict(JsonNode vector) {
        if (vector.has("identity_known_before")) {
            Actor known = Actor.named(vector.path("identity_known_before").asText());
            learn(known);
        }
        try {
            Sealed sealed = open(Vectors.hex(vector, "envelope_hex"));
            if (vector.path("kind").asText().equals("verify")) {
                Actor signer = Actor.named(vector.path("identity").asText());
                Trust.Admission admission = TestTrust.ofVectors()
                        .admit(
                                signer.own().organisation(),
                                signer.own().local().identity().encoded());
                return admission instanceof Trust.Admitted admitted
                        && endpoint.verifier()
                                .verify(sealed, admitted.identity())
                                .isValid();
            }
            return endpoint.verify(sealed).isValid();
        } catch (MalformedException e) {
            return false;
        }
    }

    /** Identities travel in updates only, so they are opened as the element of one. */
    private Sealed open(Bytes envelope) throws MalformedException {
        GossipMessage message =
                EnvelopeOpener.message(EnvelopeOpener.envelope(envelope).getPayload());
        if (!message.hasPeerIdentity()) {
            return endpoint.codec().open(envelope, Actor.P0.link());
        }
        Sealed update = endpoint.codec().open(Frames.identityUpdate(envelope), Actor.P0.link());
        return Decoded.of(update).nested().get(0);
    }

    private void learn(Actor actor) {
        try {
            Sealed conn = endpoint.codec().open(Frames.greeting(actor, Bytes.empty(), false), actor.link());
            assertThat(endpoint.verify(conn)).isEqualTo(Verification.VALID);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    /** The arithmetic is the verifier's, in another module; here it shows that the tests' own one can be relied on. */
    @ParameterizedTest
    @MethodSource("signatures")
    void c19_signatureIsJudged(JsonNode vector) {
        var key = Actor.named(vector.path("signer").asText())
                .own()
                .local()
                .identity()
                .publicKey();
        assertThat(new Ecdsa()
                        .verify(key, Vectors.hex(vector, "message_hex"), Vectors.hex(vector, "signature_hex"))
                        .isValid())
                .isEqualTo(ok(vector));
    }
}
