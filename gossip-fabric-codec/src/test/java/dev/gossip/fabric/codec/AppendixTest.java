package dev.gossip.fabric.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Attachment;
import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.Envelope;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Sealed;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Ack;
import dev.gossip.api.body.Alive;
import dev.gossip.api.body.Digest;
import dev.gossip.api.body.Hello;
import dev.gossip.api.body.ItemRangeRequest;
import dev.gossip.api.body.LogicalTime;
import dev.gossip.api.body.OrderedItem;
import dev.gossip.api.body.State;
import dev.gossip.spi.protocol.Codec;
import dev.gossip.spi.protocol.LinkClass;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Small golden bytes that can be checked by hand, about an identity that is no certificate. */
class AppendixTest {

    private static final String PKI_ID = "d2773dd101ed5ebb58f7a0584aa7c29b68c01f61d481a81777b955de49917dd4";
    private static final String IDENTITY = "0a074f7267314d5350120749444259544553";
    private static final NodeId NODE = NodeId.fromHex(PKI_ID);
    private static final Bytes TLS_HASH = Bytes.fromHex("11".repeat(32));
    private static final String ALIVE =
            "18012a400a300a0c70302e6f7267313a373035311a20" + PKI_ID + "120c088080a8b1e39fe7cb171007";

    private final Codec codec = new TestContext().open().codec();

    static Stream<Arguments> payloads() {
        return Stream.of(
                Arguments.of("alive", none(alive()), ALIVE),
                Arguments.of(
                        "greeting",
                        none(greeting(false)),
                        "180172580a20" + PKI_ID + "1212" + IDENTITY + "1a20" + TLS_HASH.hex()),
                Arguments.of(
                        "probe",
                        none(greeting(true)),
                        "1801725a0a20" + PKI_ID + "1212" + IDENTITY + "1a20" + TLS_HASH.hex() + "2001"),
                Arguments.of(
                        "state",
                        in(new State(
                                NODE,
                                new LogicalTime(1, 2),
                                5,
                                false,
                                List.of(new State.Service("cc", "1.0", Bytes.empty())))),
                        "18057a591204080110021a20" + PKI_ID
                                + "222045672353770d5e99d43b1d166d8f7a04c288cc9c3ae6db04915d6ddc35524f03"
                                + "2a0d08051a090a0263631203312e30"),
                Arguments.of("hello", none(new Hello("identity", 42)), "18014a04082a1802"),
                Arguments.of(
                        "digest",
                        in(new Digest("block", 42, List.of(Bytes.utf8("9"), Bytes.utf8("10")))),
                        "12096d796368616e6e656c1804520b082a120139120231301801"),
                Arguments.of(
                        "data",
                        in(OrderedItem.of(9, Bytes.fromHex("010203"))),
                        "12096d796368616e6e656c180442090a0708091203010203"),
                Arguments.of("ack", none(Ack.OK).withCorrelation(Correlation.of(42)), "082ab20100"),
                Arguments.of(
                        "negative ack", none(new Ack("no")).withCorrelation(Correlation.of(42)), "082ab201040a026e6f"),
                Arguments.of(
                        "leadership",
                        in(new Leadership(NODE, new LogicalTime(1, 2), true)),
                        "12096d796368616e6e656c1804a2012a0a20" + PKI_ID + "1204080110021801"),
                Arguments.of(
                        "state request",
                        Message.of(
                                Topic.scope("mychannel"),
                                new ItemRangeRequest(5, 15),
                                MessageKind.REQUEST,
                                Correlation.of(42)),
                        "082a12096d796368616e6e656c18059201040805100f"));
    }

    private static Alive alive() {
        return new Alive(
                NODE,
                Optional.of(PeerAddress.of("p0.org1", 7051)),
                Optional.of(PeerAddress.of("10.0.0.1", 7051)),
                new LogicalTime(1_700_000_000_000_000_000L, 7),
                Bytes.empty(),
                Optional.empty());
    }

    private static ConnEstablish greeting(boolean probe) {
        return new ConnEstablish(NODE, Bytes.fromHex(IDENTITY), TLS_HASH, probe);
    }

    private static Message none(Body body) {
        return Message.of(Topic.NONE, body);
    }

    private static Message in(Body body) {
        return Message.of(Topic.scope("mychannel"), body);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("payloads")
    void c02_payloadIsWrittenByteForByte(String name, Message message, String hex) {
        assertThat(codec.write(message).content().hex()).isEqualTo(hex);
    }

    @Test
    void c02_identityAndItsDigests() throws Exception {
        SerializedIdentity identity = new SerializedIdentity("Org1MSP", Bytes.utf8("IDBYTES"));
        assertThat(identity.encode().hex()).isEqualTo(IDENTITY);
        assertThat(SerializedIdentity.decode(Bytes.fromHex(IDENTITY))).isEqualTo(identity);
        assertThat(FabricIds.pkiId(identity)).isEqualTo(NODE);
        assertThat(FabricIds.channelMac(NODE, "mychannel").hex())
                .isEqualTo("45672353770d5e99d43b1d166d8f7a04c288cc9c3ae6db04915d6ddc35524f03");
    }

    @Test
    void c02_envelopeWithASecret() {
        Message message = none(alive());
        Codec.Content content = codec.write(message);
        assertThat(content.attachments()).containsExactly(Bytes.fromHex("0a0d31302e302e302e313a37303531"));
        Sealed sealed = codec.sealed(
                message,
                content,
                Bytes.fromHex("aaaaaaaa"),
                List.of(new Attachment(content.attachments().get(0), Bytes.fromHex("bbbbbbbb"))));
        assertThat(codec.seal(new Envelope(message, sealed, codec.idOf(sealed)), LinkClass.ONLY)
                        .hex())
                .isEqualTo("0a44" + ALIVE + "1204aaaaaaaa1a170a0f0a0d31302e302e302e313a373035311204bbbbbbbb");
    }

    @Test
    void c02_privateDataDigest() {
        Message request = in(new PrivateDataRequest(List.of(new PrivateDataDigest("tx1", "cc", "col", 9, 0))));
        assertThat(codec.write(request).content().hex())
                .isEqualTo("12096d796368616e6e656c1803ba01120a10" + "0a03747831120263631a03636f6c2009");
        // By this hash Fabric's peers match what comes back, so a digest must be written in its one form.
        assertThat(FabricIds.sha256(Bytes.fromHex("0a03747831120263631a03636f6c2009"))
                        .hex())
                .isEqualTo("c0cc0565f5f2a556053e4b775d3c80b13fd7d710676c186ed04dfc91a601bab5");
    }

    @Test
    void privateDataIsWrittenInTheOrderOfItsFields() {
        Message push = in(new PrivateData("cc", "col", "tx1", Bytes.fromHex("0102"), 9, Optional.empty()));
        assertThat(codec.write(push).content().hex())
                .isEqualTo("12096d796368616e6e656c1803ca01160a14" + "0a03636f6c120263631a03747831220201022809");
    }
}
