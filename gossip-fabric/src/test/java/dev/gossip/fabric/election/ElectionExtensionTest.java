package dev.gossip.fabric.election;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gossip.api.Bytes;
import dev.gossip.api.Cancellable;
import dev.gossip.api.Delivery;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageId;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Sealed;
import dev.gossip.api.Topic;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.LogicalTime;
import dev.gossip.api.observe.DropReason;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.fabric.codec.Leadership;
import dev.gossip.spi.BodyHandler;
import dev.gossip.spi.Lane;
import dev.gossip.spi.NodeContext;
import dev.gossip.testkit.VirtualTime;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Which statements reach an election; the node around it is a stand-in. */
class ElectionExtensionTest {

    private final VirtualTime time = new VirtualTime();
    private final List<DropReason> drops = new ArrayList<>();
    private final List<Leadership> said = new ArrayList<>();
    private final List<BodyHandler<Leadership>> handlers = new ArrayList<>();
    private final ElectionExtension extension = new ElectionExtension("fabric");

    private static NodeId id(int number) {
        return new NodeId(Bytes.wrap(new byte[] {(byte) number}));
    }

    private record Roster(NodeId self, Set<NodeId> others) implements Electorate {}

    private final Lane lane = new Lane() {
        @Override
        public String name() {
            return "ch1";
        }

        @Override
        public Cancellable schedule(Duration delay, Runnable task) {
            return time.schedule(delay, task);
        }

        @Override
        public Cancellable every(Duration period, Runnable task) {
            throw new AssertionError("elections have no periodic tasks");
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }
    };

    private NodeContext node() {
        return (NodeContext) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {NodeContext.class},
                (proxy, method, arguments) -> call(method, arguments == null ? new Object[0] : arguments));
    }

    @SuppressWarnings("unchecked")
    private Object call(Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "lane" -> lane;
            case "time" -> time;
            case "metrics" -> MetricsSink.NONE;
            case "onBody" -> handlers.add((BodyHandler<Leadership>) arguments[1]) ? null : null;
            case "dropped" -> drops.add((DropReason) arguments[1]) ? null : null;
            case "seal" -> CompletableFuture.completedFuture(envelope((Message) arguments[1]));
            case "publish" -> said.add((Leadership) ((Envelope) arguments[1]).body()) ? null : null;
            default -> throw new AssertionError(method);
        };
    }

    private static Envelope envelope(Message message) {
        return new Envelope(
                message,
                new Sealed(Bytes.empty(), Bytes.empty(), Optional.empty(), List.of(), message),
                new MessageId(Bytes.empty()));
    }

    private Verdict deliver(String endpoint, String channel, NodeId author) {
        Leadership claim = new Leadership(author, new LogicalTime(1, 1), true);
        Envelope envelope = envelope(Message.of(Topic.scope(channel), claim));
        LinkPeer from = LinkPeer.unknown(endpoint, PeerAddress.of("peer", 1));
        Delivery delivery = (Delivery) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Delivery.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "envelope" -> envelope;
                    case "message" -> envelope.message();
                    case "from" -> from;
                    default -> throw new AssertionError(method);
                });
        return handlers.get(0).handle(delivery, claim).toCompletableFuture().join();
    }

    @Test
    void c50_onlyMembersOfOurOrganisationInTheChannelAreHeard() {
        ChannelElection election =
                extension.open("ch1", ElectionConfig.DEFAULT.elected(), new Roster(id(5), Set.of(id(4), id(6))));
        extension.start(node());
        time.advance(Duration.ofSeconds(7));
        assertThat(election.isLeading()).isTrue();

        // A foreign organisation's node, a lower id than ours.
        assertThat(deliver("fabric", "ch1", id(1))).isEqualTo(Verdict.IGNORE);
        assertThat(deliver("fabric", "ch2", id(4))).isEqualTo(Verdict.IGNORE);
        assertThat(deliver("elsewhere", "ch1", id(4))).isEqualTo(Verdict.IGNORE);
        assertThat(election.isLeading()).isTrue();
        assertThat(drops)
                .containsExactly(
                        ElectionDropReasons.NOT_IN_ELECTORATE, DropReason.UNKNOWN_SCOPE, DropReason.UNKNOWN_SCOPE);

        assertThat(deliver("fabric", "ch1", id(4))).isEqualTo(Verdict.ACCEPT);
        assertThat(election.isLeading()).isFalse();
    }

    @Test
    void c35_nothingIsSignedWhileThereIsNobodyToHearIt() {
        ChannelElection alone = extension.open("ch1", ElectionConfig.DEFAULT.elected(), new Roster(id(5), Set.of()));
        extension.start(node());
        time.advance(Duration.ofMinutes(1));
        assertThat(alone.isLeading()).isTrue();
        assertThat(said).isEmpty();
    }

    @Test
    void statementsOfOneNodeHaveRisingTimes() {
        extension.start(node());
        extension.open("ch1", ElectionConfig.DEFAULT.elected(), new Roster(id(5), Set.of(id(6))));
        time.advance(Duration.ofMinutes(1));
        assertThat(said).hasSizeGreaterThan(10);
        assertThat(said.get(0).declaration()).isFalse();
        for (int i = 1; i < said.size(); i++) {
            assertThat(said.get(i).declaration()).isTrue();
            assertThat(said.get(i).time().isAfter(said.get(i - 1).time())).isTrue();
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> extension.open("ch1", ElectionConfig.DEFAULT, new Roster(id(5), Set.of())))
                .withMessageContaining("already");
    }

    @Test
    void aFailingListenerHarmsNobody() {
        ChannelElection election = extension.open("ch1", ElectionConfig.DEFAULT, new Roster(id(5), Set.of()));
        List<Boolean> heard = new ArrayList<>();
        election.onChange(leading -> {
            throw new IllegalStateException("a listener's fault");
        });
        election.onChange(heard::add);
        extension.start(node());
        assertThat(heard).containsExactly(true);
        election.onChange(heard::add);
        assertThat(heard).containsExactly(true, true);
        extension.stop();
        assertThat(heard).containsExactly(true, true, false, false);
    }
}
