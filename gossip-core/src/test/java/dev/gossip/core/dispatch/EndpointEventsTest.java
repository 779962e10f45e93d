package dev.gossip.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.NodeLimits;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.DropReason;
import dev.gossip.core.StandardRuntime;
import dev.gossip.core.lane.Lanes;
import dev.gossip.core.link.FakeConnection;
import dev.gossip.core.link.FakeTransport;
import dev.gossip.core.link.Link;
import dev.gossip.core.link.LinkSetup;
import dev.gossip.core.link.Links;
import dev.gossip.core.peer.PeerTable;
import dev.gossip.core.router.FloodRouter;
import dev.gossip.core.testprotocol.CountingRuntime;
import dev.gossip.core.testprotocol.PlainProtocol;
import dev.gossip.spi.LinkListener;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.testkit.VirtualRuntime;
import dev.gossip.testkit.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class EndpointEventsTest {

    private static final NodeId PEER = new NodeId(Bytes.utf8("peer"));
    private static final Bytes GREETING = PEER.value();
    private static final CloseReason GONE = CloseReason.remote("gone");

    private final VirtualTime time = new VirtualTime();

    @Test
    void aBurstOfConnectionsThatWereAcceptedAtOnceKeepsToTheLimit() {
        NodeLimits two = NodeLimits.DEFAULT.toBuilder().inboundLinks(2).build();
        World world = new World(new VirtualRuntime(time, 1), two);
        List<FakeConnection> connections = new ArrayList<>();
        List<Link> links = new ArrayList<>();
        assertThat(world.events.hasRoom()).isTrue();
        for (int i = 0; i < 5; i++) {
            links.add(world.accepted(i));
            connections.add(new FakeConnection(i));
        }
        for (int i = 0; i < 5; i++) {
            links.get(i).onOpen(connections.get(i));
            links.get(i).onFrame(connections.get(i), Bytes.utf8("peer" + i));
        }
        time.settle();

        assertThat(world.endpoint.links().size()).isEqualTo(2);
        assertThat(connections)
                .filteredOn(connection -> connection.closes.isEmpty())
                .hasSize(2);
        assertThat(connections.get(4).closes).singleElement().returns(DropReason.TOO_MANY_LINKS, CloseReason::reason);
        assertThat(world.setup.reporter().drops())
                .containsEntry("too-many-links", 3L)
                .hasSize(1);

        links.forEach(link -> link.onClosed(connections.get(0), GONE));
        time.settle();
        assertThat(world.events.hasRoom()).isTrue();
        assertThat(world.events.connections()).isZero();
        assertThat(world.setup.reporter().drops())
                .containsEntry("too-many-links", 3L)
                .hasSize(1);
    }

    @Test
    void aConnectionThatOpensWhileTheNodeClosesIsClosedWithoutAGreeting() {
        World world = new World(new VirtualRuntime(time, 1), NodeLimits.DEFAULT);
        Link link = world.accepted(1);
        FakeConnection connection = new FakeConnection(1);
        world.events.closeAll(CloseReason.local("the node closes"));
        link.onOpen(connection);
        link.onFrame(connection, GREETING);
        time.settle();
        assertThat(connection.closes).hasSize(1);
        assertThat(world.endpoint.links().size()).isZero();
    }

    @Test
    void linksAreClosedInTheOrderInWhichTheyOpened() {
        World world = new World(new VirtualRuntime(time, 1), NodeLimits.DEFAULT);
        List<Integer> closed = new ArrayList<>();
        List<Integer> opened = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int number = i;
            opened.add(i);
            world.accepted(i).onOpen(new FakeConnection(i) {
                @Override
                public void close(CloseReason reason) {
                    closed.add(number);
                }
            });
        }
        world.events.closeAll(CloseReason.local("the node closes"));
        assertThat(closed).isEqualTo(opened);
    }

    @Test
    void whereOnlyDiallersSendAnAcceptedLinkTakesNobodysPlace() {
        World world =
                new World(new VirtualRuntime(time, 1), NodeLimits.DEFAULT, Map.of("id", "self", "duplex", "false"));
        Link dialled = Link.dialling(world.setup, world.events, PeerAddress.of("fake", 7), Optional.of(PEER));
        FakeConnection ours = new FakeConnection(7);
        dialled.onOpen(ours);
        dialled.onFrame(ours, GREETING);
        FakeConnection theirs = new FakeConnection(8);
        Link accepted = world.greeted(8, theirs);
        time.settle();
        assertThat(world.endpoint.links().all()).containsExactly(dialled);
        assertThat(ours.closes).isEmpty();
        assertThat(theirs.closes).isEmpty();

        accepted.onClosed(theirs, GONE);
        time.settle();
        assertThat(world.endpoint.links().find(PEER)).contains(dialled);
        assertThat(world.peers.view().find("test", PEER)).get().returns(true, Peer::connected);
    }

    @Test
    void whereAPeerListensIsToldWithAHostThatCanBeDialled() {
        World world =
                new World(new VirtualRuntime(time, 1), NodeLimits.DEFAULT, Map.of("id", "self", "duplex", "false"));
        List<PeerAddress> told = new ArrayList<>();
        world.listeners.add(new LinkListener() {
            @Override
            public void peerListens(LinkPeer peer, PeerAddress address) {
                told.add(address);
            }
        });
        List<String> said = List.of("0.0.0.0:7", "[::]:8", "[0:0:0:0:0:0:0:0]:9", "elsewhere:10");
        for (String address : said) {
            FakeConnection connection = new FakeConnection(1);
            Link link = world.accepted(1);
            link.onOpen(connection);
            link.onFrame(connection, Bytes.concat(GREETING, Bytes.utf8("@" + address)));
        }
        time.settle();
        String dialler = new FakeConnection(1).remote().host();
        assertThat(told)
                .containsExactly(
                        PeerAddress.of(dialler, 7),
                        PeerAddress.of(dialler, 8),
                        PeerAddress.of(dialler, 9),
                        PeerAddress.of("elsewhere", 10));
    }

    @Test
    void oneFailingListenerDoesNotKeepNewsFromTheOthers() {
        World world = new World(new VirtualRuntime(time, 1), NodeLimits.DEFAULT);
        List<String> heard = new ArrayList<>();
        world.listeners.add(new LinkListener() {
            @Override
            public void linkUp(LinkPeer peer, boolean dialled) {
                throw new IllegalStateException("a bug");
            }
        });
        world.listeners.add(new LinkListener() {
            @Override
            public void linkUp(LinkPeer peer, boolean dialled) {
                heard.add("up");
            }
        });
        world.greeted(1, new FakeConnection(1));
        time.settle();
        assertThat(heard).containsExactly("up");
    }

    @Test
    void aPeerThatReturnsWhileItsOldLinkEndsIsConnectedAfterwards() throws InterruptedException {
        try (StandardRuntime real = StandardRuntime.create()) {
            CountingRuntime runtime = new CountingRuntime(real);
            for (int round = 0; round < 300; round++) {
                World world = new World(runtime, NodeLimits.DEFAULT);
                List<String> news = new CopyOnWriteArrayList<>();
                world.listeners.add(new LinkListener() {
                    @Override
                    public void linkUp(LinkPeer peer, boolean dialled) {
                        news.add("up");
                    }

                    @Override
                    public void linkDown(LinkPeer peer, DropReason reason, String detail) {
                        news.add("down");
                    }
                });
                FakeConnection first = new FakeConnection(1);
                FakeConnection second = new FakeConnection(2);
                Link old = world.greeted(1, first);
                Link fresh = world.accepted(2);
                fresh.onOpen(second);
                runtime.awaitIdle();

                holdingUp(world.peers, () -> {
                    old.onClosed(first, GONE);
                    fresh.onFrame(second, GREETING);
                });
                runtime.awaitIdle();

                assertThat(world.endpoint.links().find(PEER)).contains(fresh);
                assertThat(world.peers.view().find("test", PEER))
                        .as("round %d, news %s", round, news)
                        .get()
                        .returns(true, Peer::connected);
                assertThat(news.get(news.size() - 1))
                        .as("round %d, news %s", round, news)
                        .isEqualTo("up");
            }
        }
    }

    /** Makes two lanes meet at the table of peers, which neither can pass before both have come as far as they can. */
    private static void holdingUp(PeerTable peers, Runnable action) {
        synchronized (peers) {
            action.run();
            for (int i = 0; i < 20_000; i++) {
                Thread.onSpinWait();
            }
        }
    }

    /** One endpoint of the plain protocol with all that its links touch. */
    private static final class World {
        private final LinkSetup setup;
        private final PeerTable peers;
        private final Endpoint endpoint;
        private final EndpointEvents events;
        private final CopyOnWriteArrayList<LinkListener> listeners = new CopyOnWriteArrayList<>();

        World(GossipRuntime runtime, NodeLimits limits) {
            this(runtime, limits, Map.of("id", "self"));
        }

        World(GossipRuntime runtime, NodeLimits limits, Map<String, String> settings) {
            setup = Links.setup(runtime, limits, settings);
            peers = new PeerTable(setup.reporter(), name -> true);
            Lanes lanes = new Lanes(runtime, 1_000);
            EndpointConfig config =
                    EndpointConfig.named("test").setting("id", "self").build();
            FakeTransport transport = new FakeTransport();
            endpoint = new Endpoint(
                    config, new PlainProtocol(), transport, Links.options(), setup, java.util.Map.of(), List.of());
            RequestTable requests = new RequestTable(runtime.scheduler(), 10);
            Outbound outbound = new Outbound(peers, setup.reporter());
            Dispatcher dispatcher = new Dispatcher(
                    lanes,
                    new Handlers(),
                    new Subscriptions(runtime, limits, setup.reporter()),
                    requests,
                    outbound,
                    new Spreader(new FloodRouter(), 3, runtime.newRandom("router"), peers, outbound),
                    setup.reporter(),
                    limits);
            events = new EndpointEvents(endpoint, lanes, peers, requests, setup.reporter(), dispatcher, listeners);
            endpoint.useEvents(events);
        }

        Link accepted(int port) {
            return Link.accepting(setup, events, PeerAddress.of("fake", port));
        }

        Link greeted(int port, FakeConnection connection) {
            Link link = accepted(port);
            link.onOpen(connection);
            link.onFrame(connection, GREETING);
            return link;
        }
    }
}
