package dev.gossip.fabric.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.GossipException;
import dev.gossip.api.Message;
import dev.gossip.api.Peer;
import dev.gossip.api.Sealed;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Alive;
import dev.gossip.api.body.Opaque;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.protocol.MalformedException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Application messages travel between nodes that say they are ours, and never elsewhere. */
class ApplicationMessagesTest {

    private static final Message NEWS =
            Message.of(Topic.of("ch1", "news"), Opaque.of(Bytes.utf8("a"), Bytes.empty(), Bytes.utf8("b")));

    private final TestContext context = new TestContext().with("application", "true");
    private final FabricEndpoint ours = context.open();

    @Test
    void messageTravelsWithItsTopicAndSegmentsApart() throws MalformedException {
        Sealed sealed = ours.codec().open(Frames.frame(ours, Actor.P0, NEWS), Actor.P0.link());
        assertThat(sealed.origin()).contains(Actor.P0.id());
        assertThat(ours.mustVerify(sealed)).isTrue();
        assertThat(ours.verify(sealed)).isEqualTo(Verification.VALID);
        assertThat(ours.codec().read(sealed, Actor.P0.link())).isEqualTo(NEWS);
        assertThat(ours.dissemination().relays(NEWS)).isTrue();
    }

    @Test
    void messageWithoutChannelTravelsToo() throws MalformedException {
        Message message = Message.of(Topic.named("news"), Opaque.of(Bytes.utf8("a")));
        Sealed sealed = ours.codec().open(Frames.frame(ours, Actor.P0, message), Actor.P0.link());
        assertThat(ours.codec().read(sealed, Actor.P0.link())).isEqualTo(message);
    }

    @Test
    void equalMessagesAreTwoStatements() {
        assertThat(Frames.envelope(ours, Actor.P0, NEWS).id())
                .isNotEqualTo(Frames.envelope(ours, Actor.P0, NEWS).id());
    }

    @Test
    void endpointWithoutTheSettingRefusesBothWays() {
        FabricEndpoint plain = new TestContext().open();
        assertThatThrownBy(() -> plain.codec().write(NEWS))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("application=true");
        Bytes frame = Frames.frame(ours, Actor.P0, NEWS);
        assertThat(catchThrowableOfType(
                                MalformedException.class, () -> plain.codec().open(frame, Actor.P0.link()))
                        .reason())
                .isEqualTo(FabricDropReasons.APPLICATION_OFF);
    }

    @Test
    void onlyNodesThatSaidSoInAVerifiedAliveMessageAreChosen() throws MalformedException {
        Peer peer = new Peer(
                "fabric",
                Actor.P1.id(),
                Optional.of("Org1MSP"),
                Optional.empty(),
                Optional.empty(),
                true,
                true,
                Map.of());
        Envelope news = Frames.envelope(ours, Actor.P0, NEWS);
        hear(Frames.alive(Actor.P1, Optional.empty(), true));
        assertThat(ours.dissemination().eligible(news, peer, context)).isFalse();
        Alive alive = (Alive) Frames.alive(Actor.P1, Optional.empty(), true).body();
        hear(Message.of(
                Topic.NONE,
                new Alive(
                        alive.subject(),
                        alive.external(),
                        alive.internal(),
                        alive.time().next(),
                        ApplicationData.MARKER,
                        alive.identity())));
        assertThat(ours.dissemination().eligible(news, peer, context)).isTrue();
        hear(Frames.alive(Actor.P1, Optional.empty(), true));
        assertThat(ours.dissemination().eligible(news, peer, context)).isFalse();
    }

    private void hear(Message alive) throws MalformedException {
        Sealed sealed = ours.codec().open(Frames.frame(ours, Actor.P1, alive), Actor.P1.link());
        assertThat(ours.verify(sealed).isValid()).isTrue();
    }

    @Test
    void ownAliveMessagesCarryTheMarkOnlyIfTheSettingIsOn() throws MalformedException {
        assertThat(metadata(ours, Actor.P0)).isEqualTo(Bytes.utf8("gossip-java"));
        assertThat(metadata(ours, Actor.P1)).isEqualTo(Bytes.empty());
        assertThat(metadata(new TestContext().open(), Actor.P0)).isEqualTo(Bytes.empty());
    }

    private static Bytes metadata(FabricEndpoint endpoint, Actor subject) throws MalformedException {
        Bytes frame = Frames.frame(endpoint, subject, Frames.alive(subject, Optional.empty(), false));
        Sealed sealed = endpoint.codec().open(frame, subject.link());
        return ((Alive) endpoint.codec().read(sealed, subject.link()).body()).metadata();
    }
}
