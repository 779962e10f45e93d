package dev.gossip.fisco.group.engine;

import dev.gossip.api.Body;
import dev.gossip.api.Delivery;
import dev.gossip.api.GossipException;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.Verdict;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fisco.codec.FiscoEndpoint;
import dev.gossip.fisco.codec.body.DeliveryCode;
import dev.gossip.fisco.codec.body.GroupMessage;
import dev.gossip.fisco.codec.body.ModuleMessage;
import dev.gossip.fisco.codec.body.NodeStatus;
import dev.gossip.fisco.codec.body.NodeStatusRequest;
import dev.gossip.fisco.codec.body.NodeStatusSequence;
import dev.gossip.fisco.codec.front.FrontMessage;
import dev.gossip.fisco.group.GroupConfig;
import dev.gossip.fisco.group.GroupHandler;
import dev.gossip.fisco.group.GroupNode;
import dev.gossip.fisco.group.GroupView;
import dev.gossip.fisco.group.Groups;
import dev.gossip.fisco.group.NodeKind;
import dev.gossip.spi.Extension;
import dev.gossip.spi.NodeContext;
import dev.gossip.spi.NodeContext.EndpointInfo;
import dev.gossip.spi.protocol.MalformedException;
import dev.gossip.state.status.StatusSyncConfig;
import dev.gossip.state.status.StatusSyncConfig.Exchange;
import dev.gossip.state.status.StatusSyncConfig.Freshness;
import dev.gossip.state.status.StatusSyncExtension;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Groups on a node. Lives behind the routes, so that it reaches gateways that are no neighbours in generation 3; without an
 * endpoint that carries groups it serves local nodes only.
 */
public final class GroupsExtension implements Extension {

    private static final Set<Class<? extends Body>> GENERATION_2 = Set.of(ModuleMessage.class);
    private static final Set<Class<? extends Body>> GENERATION_3 = Set.of(
            NodeStatusSequence.class,
            NodeStatusRequest.class,
            NodeStatus.class,
            GroupMessage.class,
            DeliveryCode.class);

    private final GroupConfig config;
    private final Function<String, Optional<FiscoEndpoint>> carrying;
    private final LocalNodes locals;
    private final Directory directory;
    private final GroupCalls calls;
    private final Groups groups = new LocalGroups();

    /** @param carrying the endpoint of a name if it leads to other gateways; at most one does */
    public GroupsExtension(GroupConfig config, Function<String, Optional<FiscoEndpoint>> carrying) {
        this.config = config;
        this.carrying = carrying;
        this.locals = new LocalNodes(config.limits().localNodes());
        this.directory = new Directory(config.limits());
        this.calls = new GroupCalls(locals, config.limits().calls());
    }

    /** Groups for applications on this node. */
    public Groups groups() {
        return groups;
    }

    @Override
    public String name() {
        return "fisco-groups";
    }

    @Override
    public Set<Class<? extends Body>> bodies() {
        return Stream.of(GENERATION_2, GENERATION_3).flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<Class<? extends Body>> bodies(String endpoint) {
        return carrying.apply(endpoint)
                .map(spoken -> spoken.generation() == 3 ? GENERATION_3 : GENERATION_2)
                .orElse(Set.of());
    }

    @Override
    public void start(NodeContext context) {
        String endpoint = context.endpoints().stream()
                .map(EndpointInfo::name)
                .filter(name -> carrying.apply(name).isPresent())
                .findFirst()
                .orElse("groups");
        Optional<FiscoEndpoint> spoken = carrying.apply(endpoint);
        String uuid =
                config.uuid().or(() -> spoken.map(one -> one.self().hex())).orElse("");
        GroupEngine engine = new GroupEngine(
                context,
                endpoint,
                uuid,
                config,
                locals,
                directory,
                calls,
                spoken.filter(one -> one.generation() == 2).map(one -> new Neighbours(context, endpoint, one)));
        if (spoken.isPresent()) {
            if (spoken.get().generation() == 3) {
                receiveGroups(context, engine, uuid);
            } else {
                receiveModules(context, engine);
            }
        }
        calls.start(engine);
    }

    /** The lane of a scope of the same name is another one than that of groups. */
    private static CompletionStage<Verdict> onControl(NodeContext context, Supplier<Verdict> receiver) {
        return CompletableFuture.supplyAsync(receiver, context.control());
    }

    private void receiveGroups(NodeContext context, GroupEngine engine, String uuid) {
        RecentBroadcasts recent = new RecentBroadcasts(context.time());
        context.onBody(
                GroupMessage.class,
                (delivery, body) -> onControl(context, () -> received(context, engine, recent, delivery, body)));
        // A code that was waited for went to whoever asked.
        context.onBody(DeliveryCode.class, (delivery, body) -> onControl(context, () -> unmatched(context, delivery)));
        new StatusSyncExtension<>(
                        "fisco-node-status",
                        NodeStatuses.BODIES,
                        this::exchange,
                        new NodeStatuses(context, uuid, locals, directory))
                .start(context);
    }

    private static void receiveModules(NodeContext context, GroupEngine engine) {
        context.onBody(
                ModuleMessage.class,
                (delivery, body) -> onControl(context, () -> {
                    if (delivery.message().kind() != MessageKind.REQUEST) {
                        return unmatched(context, delivery);
                    }
                    return engine.receive(delivery, body) ? Verdict.ACCEPT : Verdict.IGNORE;
                }));
    }

    private static Verdict unmatched(NodeContext context, Delivery delivery) {
        context.dropped(
                delivery.from(),
                DropReason.UNMATCHED_RESPONSE,
                delivery.message().body().bodyName() + " that nobody waits for");
        return Verdict.IGNORE;
    }

    private Optional<StatusSyncConfig> exchange(String endpoint) {
        return carrying.apply(endpoint).isPresent()
                ? Optional.of(new StatusSyncConfig(
                        config.announceInterval(),
                        StatusSyncConfig.DEFAULT.askTimeout(),
                        Freshness.GREATER,
                        Exchange.ONE_WAY,
                        config.limits().gateways()))
                : Optional.empty();
    }

    private static Verdict received(
            NodeContext context, GroupEngine engine, RecentBroadcasts recent, Delivery delivery, GroupMessage body) {
        boolean broadcast = body.destinations().isEmpty();
        if (broadcast && !recent.add(delivery.envelope().id())) {
            context.dropped(delivery.from(), DropReason.DUPLICATE, "another copy of a broadcast");
            return Verdict.IGNORE;
        }
        FrontMessage message;
        try {
            message = FrontMessage.decode(body.payload()).of(body.module());
        } catch (MalformedException e) {
            context.dropped(delivery.from(), e.reason(), String.valueOf(e.getMessage()));
            if (!broadcast) {
                answer(context, delivery, DeliveryCode.REFUSED);
            }
            return Verdict.REJECT;
        }
        if (broadcast) {
            return engine.receiveBroadcast(delivery, body, message) ? Verdict.ACCEPT : Verdict.IGNORE;
        }
        int code = engine.receive(delivery, body, message);
        answer(context, delivery, code);
        return code == DeliveryCode.OK ? Verdict.ACCEPT : Verdict.IGNORE;
    }

    private static void answer(NodeContext context, Delivery delivery, int code) {
        try {
            delivery.reply(code == DeliveryCode.OK ? MessageKind.RESPONSE : MessageKind.ERROR, new DeliveryCode(code));
        } catch (GossipException e) {
            context.dropped(delivery.from(), DropReason.REJECTED, "the protocol refuses a code: " + e.getMessage());
        }
    }

    @Override
    public void stop() {
        calls.stop();
    }

    private final class LocalGroups implements Groups {

        @Override
        public GroupNode register(String group, NodeId node, NodeKind kind, GroupHandler handler) {
            if (!ReadStatus.isName(group, GroupConfig.MAX_GROUP_BYTES)) {
                throw new GossipException("a group's name has 1 to " + GroupConfig.MAX_GROUP_BYTES + " bytes");
            }
            if (node.value().length() != ID_BYTES) {
                throw new GossipException("the id of a node of a group has " + ID_BYTES + " bytes, not "
                        + node.value().length() + "; give its consensus id, not that of its gateway");
            }
            LocalNode made = new LocalNode(calls, group, node, kind, new Inbox(handler, config.limits()));
            locals.add(made);
            return made;
        }

        @Override
        public List<GroupView> view() {
            Views views = new Views();
            locals.show(views);
            directory.show(views);
            return views.all();
        }
    }
}
