package dev.gossip.fabric.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.protocol.LinkPolicy;
import dev.gossip.spi.protocol.Protocol;
import dev.gossip.spi.transport.Carriage;
import dev.gossip.spi.transport.CarrierKind;
import dev.gossip.spi.transport.Framing;
import dev.gossip.spi.transport.FramingException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The provider: found by name, its carriages, its needs and its settings. */
class FabricProtocolTest {

    private final FabricProtocol protocol = new FabricProtocol();

    @Test
    void isFoundByNameOnly() {
        Protocol found = ServiceLoader.load(Protocol.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.name().equals("fabric"))
                .findFirst()
                .orElseThrow();
        assertThat(found).isInstanceOf(FabricProtocol.class);
        assertThat(found.priority()).isZero();
        assertThat(found.bodies()).hasSize(22);
    }

    @Test
    void ridesOnCallsAsFabricDoes() {
        assertThat(protocol.carriage(CarrierKind.CALLS))
                .contains(new Carriage.Calls(
                        "gossip.Gossip/GossipStream", Optional.of("gossip.Gossip/Ping"), 104_857_600));
        assertThat(protocol.carriage(CarrierKind.MESSAGE_STREAM)).isEmpty();
    }

    @Test
    void ridesOnByteStreamsWithALengthPrefix() throws FramingException {
        Framing framing = framing(new FabricProtocol(1000, endpoint -> {}));
        assertThat(framing.maxFrameBytes()).isEqualTo(1000);
        ByteBuffer prefix = ByteBuffer.allocate(framing.prefixLength());
        framing.writePrefix(1000, prefix);
        assertThat(prefix.array()).containsExactly(0, 0, 3, 0xe8);
        Framing.Cutter cutter = framing.newCutter();
        assertThat(cutter.measure(ByteBuffer.wrap(new byte[] {0, 0, 3}))).isEqualTo(Framing.Cutter.UNKNOWN);
        assertThat(cutter.measure(prefix.flip())).isEqualTo(1004);
        assertThat(cutter.measure(ByteBuffer.wrap(new byte[] {0, 0, 0, 0}))).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"000003e9", "ffffffff", "7fffffff"})
    void framesAboveTheLimitAreRefusedBeforeTheyArrive(String prefix) {
        Framing.Cutter cutter =
                framing(new FabricProtocol(1000, endpoint -> {})).newCutter();
        FramingException refusal = catchThrowableOfType(
                FramingException.class,
                () -> cutter.measure(Bytes.fromHex(prefix).asReadOnlyBuffer()));
        assertThat(refusal.reason()).isEqualTo(DropReason.FRAME_TOO_LARGE);
        assertThat(refusal).hasMessageContaining("limit of 1000");
    }

    private static Framing framing(FabricProtocol protocol) {
        return ((Carriage.ByteStream) protocol.carriage(CarrierKind.BYTE_STREAM).orElseThrow()).framing();
    }

    @Test
    void impossibleLimitIsRefused() {
        assertThatThrownBy(() -> new FabricProtocol(0, endpoint -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxFrameBytes 0");
    }

    @Test
    void needsAnIdentityAndTrust() {
        TestContext context = new TestContext();
        context.trust = Optional.empty();
        assertThatThrownBy(context::open)
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("endpoint 'fabric' needs trust");
        context.identity = Optional.empty();
        assertThatThrownBy(context::open)
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("EndpointConfig.Builder.identity");
    }

    @Test
    void endpointIsNamedByItsIdentityAndShownToItsOwner() {
        List<FabricEndpoint> opened = new ArrayList<>();
        var endpoint = new FabricProtocol(1000, opened::add).open(new TestContext());
        assertThat(opened).hasSize(1).first().isSameAs(endpoint);
        assertThat(endpoint.self()).isEqualTo(Actor.P0.id());
        assertThat(opened.get(0).serializedIdentity()).isEqualTo(Actor.P0.own().serialized());
        assertThat(endpoint.linkPolicy())
                .isEqualTo(new LinkPolicy(true, LinkPolicy.Duplicates.NEWEST_THEN_LOWER_ID, Duration.ofSeconds(2)));
    }

    @ParameterizedTest
    @CsvSource({
        "peer.gossip.connTimeout, 2",
        "peer.gossip.connTimeout, 2s!",
        "peer.gossip.connTimeout, ''",
        "peer.gossip.msgExpirationFactor, -1",
        "identityLimit, many",
        "application, yes",
        "allowPlaintext, TRUE",
    })
    void wrongSettingIsNamed(String key, String value) {
        TestContext context = new TestContext().with(key, value);
        assertThatThrownBy(context::open)
                .isInstanceOf(GossipException.class)
                .hasMessageContaining(key)
                .hasMessageContaining("'" + value + "'");
    }

    @Test
    void zeroMeansTheDefaultAsInFabric() {
        assertThat(new TestContext()
                        .with("peer.gossip.connTimeout", "0s")
                        .open()
                        .linkPolicy()
                        .greetingTimeout())
                .isEqualTo(Duration.ofSeconds(2));
    }
}
