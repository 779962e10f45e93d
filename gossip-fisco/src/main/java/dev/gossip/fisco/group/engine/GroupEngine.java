package dev.gossip.fisco.group.engine;

import dev.gossip.api.Assurance;
import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.Delivery;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.api.Topic;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fisco.codec.body.DeliveryCode;
import dev.gossip.fisco.codec.body.GroupMessage;
import dev.gossip.fisco.codec.body.ModuleMessage;
import dev.gossip.fisco.codec.front.FrontMessage;
import dev.gossip.fisco.group.GroupConfig;
import dev.gossip.fisco.group.GroupDrops;
import dev.gossip.fisco.group.GroupResult;
import dev.gossip.spi.Lane;
import dev.gossip.spi.NodeContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Sends what local nodes say, and hands local nodes what is said to them. Runs on the control lane. */
final class GroupEngine {

    private static final GroupResult GONE =
            GroupResult.failed(DeliveryCode.NO_LOCAL_NODE, "the node that speaks is served no longer");

    private final NodeContext context;
    private final String endpoint;
    private final String uuid;
    private final GroupConfig config;
    private final LocalNodes locals;
    private final Directory directory;
    private final GroupCalls calls;
    private final Optional<Neighbours> neighbours;
    private final FrontCalls waiting;

    /**
     * @param endpoint the one that leads to other gateways, if there is one; else only local nodes are reached
     * @param neighbours in generation 2
     */
    GroupEngine(
            NodeContext context,
            String endpoint,
            String uuid,
            GroupConfig config,
            LocalNodes locals,
            Directory directory,
            GroupCalls calls,
            Optional<Neighbours> neighbours) {
        this.context = context;
        this.endpoint = endpoint;
        this.uuid = uuid;
        this.config = config;
        this.locals = locals;
        this.directory = directory;
        this.calls = calls;
        this.neighbours = neighbours;
        this.waiting = new FrontCalls(context.control(), context.random());
    }

    Lane lane() {
        return context.control();
    }

    /** What asks for no answer. */
    FrontMessage statement(int module, Bytes payload) {
        return new FrontMessage(module, Bytes.empty(), 0, payload);
    }

    CompletionStage<GroupResult> request(LocalNode from, NodeId to, int module, Bytes payload, Duration timeout) {
        if (neighbours.isPresent() && locals.find(from.group(), to).isEmpty()) {
            Optional<GroupResult> refusal = refusal(from);
            return refusal.isPresent()
                    ? done(refusal.get())
                    : neighbours.get().request(from.group(), to, module, payload, timeout);
        }
        FrontCalls.Call call = waiting.open(from, to, timeout);
        send(from, to, new FrontMessage(module, call.uuid(), 0, payload)).thenAccept(sent -> {
            if (!sent.isOk()) {
                call.answer().complete(sent);
            }
        });
        return call.answer();
    }

    CompletionStage<GroupResult> send(LocalNode from, NodeId to, FrontMessage message) {
        return send(from, to, message, Optional.empty());
    }

    /** @param first the gateway that is asked first, even if it has not announced the node: the way back of an answer */
    private CompletionStage<GroupResult> send(LocalNode from, NodeId to, FrontMessage message, Optional<NodeId> first) {
        if (isGone(from)) {
            return done(GONE);
        }
        Optional<LocalNode> here = locals.find(from.group(), to);
        if (here.isPresent()) {
            int code = hand(here.get(), from.id(), message, false, here());
            return done(code == DeliveryCode.OK ? GroupResult.OK : GroupResult.failed(code, to + " is busy"));
        }
        if (neighbours.isPresent()) {
            return done(refusal(from)
                    .orElseGet(() -> neighbours.get().send(from.group(), to, message.module(), message.payload())));
        }
        List<NodeId> gateways = Stream.concat(first.stream(), shuffled(directory.gatewaysOf(from.group(), to)).stream())
                .distinct()
                .toList();
        if (gateways.isEmpty()) {
            return done(GroupResult.failed(
                    DeliveryCode.NO_GATEWAY,
                    "no reachable gateway announced node " + to + " of group '" + from.group() + "'"));
        }
        Bytes payload = message.encode();
        GroupMessage body = new GroupMessage(from.id().value(), List.of(to.value()), message.module(), 0, payload);
        Message request = Message.of(Topic.scope(from.group()), body, MessageKind.REQUEST, Correlation.NONE);
        return GatewaySearch.run(
                lane(), gateways, gateway -> context.request(endpoint, gateway, request, config.gatewayTimeout()));
    }

    private boolean isGone(LocalNode node) {
        return locals.find(node.group(), node.id()).orElse(null) != node;
    }

    private static CompletionStage<GroupResult> done(GroupResult result) {
        return CompletableFuture.completedStage(result);
    }

    /** Why a node of generation 2 may say nothing to neighbours. */
    private Optional<GroupResult> refusal(LocalNode from) {
        if (isGone(from)) {
            return Optional.of(GONE);
        }
        if (neighbours.isPresent()
                && !from.id().equals(neighbours.get().spoken().self())) {
            return Optional.of(GroupResult.failed(
                    DeliveryCode.REFUSED, "in generation 2 only the node speaks whose id is that of the gateway"));
        }
        return Optional.empty();
    }

    private List<NodeId> shuffled(List<NodeId> gateways) {
        List<NodeId> order = new ArrayList<>(gateways);
        for (int i = order.size() - 1; i > 0; i--) {
            Collections.swap(order, i, context.random().nextInt(i + 1));
        }
        return order;
    }

    /** @return the number of gateways it was sent to */
    CompletionStage<Integer> broadcast(LocalNode from, int kinds, FrontMessage message) {
        if (isGone(from)) {
            throw new GossipException("the node that speaks is served no longer");
        }
        for (LocalNode node : locals.find(from.group(), kinds)) {
            if (node != from) {
                hand(node, from.id(), message, true, here());
            }
        }
        if (neighbours.isPresent()) {
            return CompletableFuture.completedStage(
                    refusal(from).isEmpty()
                            ? neighbours.get().broadcast(from.group(), message.module(), message.payload())
                            : 0);
        }
        Bytes payload = message.encode();
        GroupMessage body = new GroupMessage(from.id().value(), List.of(), message.module(), kinds, payload);
        Message statement = Message.of(Topic.scope(from.group()), body);
        int told = 0;
        for (Map.Entry<String, List<NodeId>> gateway :
                directory.gatewaysByUuid(from.group(), kinds).entrySet()) {
            if (!gateway.getKey().equals(uuid)
                    && shuffled(gateway.getValue()).stream()
                            .anyMatch(node -> context.send(endpoint, node, statement) == SendResult.ACCEPTED)) {
                told++;
            }
        }
        return CompletableFuture.completedStage(told);
    }

    /** From another gateway to one node. @return the code for its answer */
    int receive(Delivery delivery, GroupMessage body, FrontMessage message) {
        String group = delivery.message().topic().scope();
        NodeId to = new NodeId(body.destinations().get(0));
        Optional<LocalNode> node = locals.find(group, to);
        if (node.isEmpty()) {
            context.dropped(delivery.from(), GroupDrops.NO_LOCAL_NODE, to + " of group '" + group + "'");
            return DeliveryCode.NO_LOCAL_NODE;
        }
        return hand(node.get(), new NodeId(body.source()), message, false, delivery.from());
    }

    /** From another gateway to all nodes of some kinds. @return whether there is one */
    boolean receiveBroadcast(Delivery delivery, GroupMessage body, FrontMessage message) {
        String group = delivery.message().topic().scope();
        NodeId from = new NodeId(body.source());
        List<LocalNode> nodes = locals.find(group, body.targets()).stream()
                .filter(node -> !node.id().equals(from))
                .toList();
        if (nodes.isEmpty()) {
            context.dropped(
                    delivery.from(), GroupDrops.NO_LOCAL_NODE, "kinds " + body.targets() + " of group '" + group + "'");
        }
        nodes.forEach(node -> hand(node, from, message, true, delivery.from()));
        return !nodes.isEmpty();
    }

    private int hand(LocalNode to, NodeId from, FrontMessage message, boolean broadcast, LinkPeer by) {
        if (message.isResponse()) {
            if (!waiting.answered(to, from, message)) {
                context.dropped(by, DropReason.UNMATCHED_RESPONSE, "an answer of " + from + " that nobody waits for");
            }
            return DeliveryCode.OK;
        }
        boolean answerable = !message.uuid().isEmpty();
        return hand(
                to,
                new Received(
                        to.group(),
                        from,
                        message.module(),
                        message.payload(),
                        broadcast,
                        answerable
                                ? Optional.of(payload ->
                                        calls.call(engine -> engine.send(to, from, message.answer(payload), by.id())))
                                : Optional.empty()),
                by);
    }

    /** From a neighbour of generation 2. @return whether the node hears it */
    boolean receive(Delivery delivery, ModuleMessage body) {
        String group = delivery.message().topic().scope();
        NodeId self = neighbours.orElseThrow().spoken().self();
        Optional<LocalNode> node = locals.find(group, self);
        if (node.isEmpty()) {
            context.dropped(delivery.from(), GroupDrops.NO_LOCAL_NODE, "this node in group '" + group + "'");
            return false;
        }
        Received received = new Received(
                group,
                delivery.from().id().orElseThrow(),
                body.module(),
                body.payload(),
                false,
                Optional.of(payload -> done(Neighbours.reply(delivery, body, payload))));
        return hand(node.get(), received, delivery.from()) == DeliveryCode.OK;
    }

    private int hand(LocalNode to, Received received, LinkPeer by) {
        if (to.inbox().offer(received, context.handlers(), (reason, detail) -> context.dropped(by, reason, detail))) {
            return DeliveryCode.OK;
        }
        context.dropped(
                by, GroupDrops.NODE_BUSY, to.id() + " is behind (limits pendingPerNode and pendingBytesPerNode)");
        return DeliveryCode.QPS_OVERFLOW;
    }

    /** Something of our own. */
    void dropped(DropReason reason, String detail) {
        context.dropped(here(), reason, detail);
    }

    private LinkPeer here() {
        return new LinkPeer(
                endpoint,
                Optional.empty(),
                Assurance.UNKNOWN,
                Optional.empty(),
                PeerAddress.of("none", 0),
                Attributes.empty());
    }
}
