package dev.gossip.fisco;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.Delivery;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.Topic;
import dev.gossip.api.Verdict;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fisco.codec.body.DeliveryCode;
import dev.gossip.fisco.codec.body.GroupMessage;
import dev.gossip.fisco.codec.body.NodeStatus;
import dev.gossip.fisco.codec.body.NodeStatusRequest;
import dev.gossip.fisco.codec.body.NodeStatusSequence;
import dev.gossip.fisco.codec.front.FrontMessage;
import dev.gossip.fisco.codec.tars.GatewayStatus;
import dev.gossip.fisco.codec.tars.GroupNodes;
import dev.gossip.spi.Extension;
import dev.gossip.spi.LinkListener;
import dev.gossip.spi.NodeContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/** A neighbour that announces and answers whatever a test tells it to. */
final class ScriptedGateway implements Extension {

    private static final CompletionStage<Verdict> ACCEPTED = CompletableFuture.completedStage(Verdict.ACCEPT);

    private final List<NodeId> neighbours = new ArrayList<>();
    final List<GroupMessage> messages = new ArrayList<>();
    int statusRequests;
    /** Absent if it does not answer. */
    Optional<Integer> code = Optional.of(DeliveryCode.OK);

    GatewayStatus status;
    private NodeContext context;

    ScriptedGateway(GatewayStatus status) {
        this.status = status;
    }

    /** A status in which all nodes take part in consensus. */
    static GatewayStatus status(int seq, int... nodes) {
        return status(
                seq,
                IntStream.of(nodes)
                        .mapToObj(number -> TestGroups.id(number).hex())
                        .toList());
    }

    static GatewayStatus status(int seq, List<String> nodes) {
        return new GatewayStatus(
                "",
                seq,
                List.of(new GroupNodes(
                        TestGroups.GROUP,
                        nodes,
                        0,
                        List.of(),
                        nodes.stream().map(id -> 2).toList())));
    }

    @Override
    public String name() {
        return "scripted-gateway";
    }

    @Override
    public Set<Class<? extends Body>> bodies() {
        return Set.of(GroupMessage.class, NodeStatus.class, NodeStatusRequest.class, NodeStatusSequence.class);
    }

    @Override
    public void start(NodeContext started) {
        context = started;
        context.onLinks(new LinkListener() {
            @Override
            public void linkUp(LinkPeer peer, boolean dialled) {
                neighbours.add(peer.id().orElseThrow());
                announce();
            }

            @Override
            public void linkDown(LinkPeer peer, DropReason reason, String detail) {
                neighbours.remove(peer.id().orElseThrow());
            }
        });
        context.onBody(NodeStatusRequest.class, (delivery, body) -> {
            statusRequests++;
            say(new NodeStatus(status));
            return ACCEPTED;
        });
        context.onBody(NodeStatusSequence.class, (delivery, body) -> ACCEPTED);
        context.onBody(GroupMessage.class, (delivery, body) -> {
            messages.add(body);
            code.ifPresent(told -> answer(delivery, told));
            return ACCEPTED;
        });
    }

    private static void answer(Delivery delivery, int told) {
        delivery.reply(told == DeliveryCode.OK ? MessageKind.RESPONSE : MessageKind.ERROR, new DeliveryCode(told));
    }

    void announce() {
        say(new NodeStatusSequence(status.seq()));
    }

    void announce(GatewayStatus other) {
        status = other;
        announce();
    }

    private void say(Body body) {
        tell(Message.of(Topic.NONE, body));
    }

    void tell(Message message) {
        neighbours.forEach(neighbour -> context.send("p2p", neighbour, message));
    }

    /** Sends the very same packet several times. */
    void repeat(Message message, int times) {
        context.seal("p2p", message).thenAccept(envelope -> {
            for (int i = 0; i < times; i++) {
                forward(envelope);
            }
        });
    }

    private void forward(Envelope envelope) {
        neighbours.forEach(neighbour -> context.forward("p2p", neighbour, envelope));
    }

    /** A broadcast to consensus nodes. */
    static Message broadcast(int from, String text) {
        Bytes payload = new FrontMessage(TestGroups.MODULE, Bytes.empty(), 0, Bytes.utf8(text)).encode();
        return Message.of(
                Topic.scope(TestGroups.GROUP),
                new GroupMessage(TestGroups.id(from).value(), List.of(), TestGroups.MODULE, 2, payload));
    }

    /** To one node. */
    static Message unicast(int from, int to, long seq, Bytes payload) {
        return Message.of(
                Topic.scope(TestGroups.GROUP),
                new GroupMessage(
                        TestGroups.id(from).value(), List.of(TestGroups.id(to).value()), 0, 0, payload),
                MessageKind.REQUEST,
                Correlation.of(seq));
    }
}
