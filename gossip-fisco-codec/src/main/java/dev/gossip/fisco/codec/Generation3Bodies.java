package dev.gossip.fisco.codec;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.GossipException;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.Topic;
import dev.gossip.api.body.AmopFailure;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.body.TopicList;
import dev.gossip.api.body.TopicSequence;
import dev.gossip.api.body.TopicsRequest;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fisco.codec.amop.AmopCodes;
import dev.gossip.fisco.codec.amop.AmopMessage;
import dev.gossip.fisco.codec.amop.AmopRequest;
import dev.gossip.fisco.codec.amop.TopicLists;
import dev.gossip.fisco.codec.body.AmopSeq;
import dev.gossip.fisco.codec.body.DeliveryCode;
import dev.gossip.fisco.codec.body.GroupMessage;
import dev.gossip.fisco.codec.body.NodeStatus;
import dev.gossip.fisco.codec.body.NodeStatusRequest;
import dev.gossip.fisco.codec.body.NodeStatusSequence;
import dev.gossip.fisco.codec.body.RouteRequest;
import dev.gossip.fisco.codec.body.RouteSequence;
import dev.gossip.fisco.codec.body.RouteTable;
import dev.gossip.fisco.codec.body.Transit;
import dev.gossip.fisco.codec.link.Correlations;
import dev.gossip.fisco.codec.p2p3.P2p3Packet;
import dev.gossip.fisco.codec.p2p3.PacketOptions;
import dev.gossip.fisco.codec.p2p3.PacketTypes;
import dev.gossip.fisco.codec.tars.GatewayStatus;
import dev.gossip.fisco.codec.tars.RouterTable;
import dev.gossip.fisco.codec.wire.WireReader;
import dev.gossip.fisco.codec.wire.WireWriter;
import dev.gossip.fisco.codec.ws.WsMessage;
import dev.gossip.spi.protocol.MalformedException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** Which body is which packet of 3.x. Packets are made in version 0; routing is added later. */
final class Generation3Bodies {

    static final Set<Class<? extends Body>> TYPES = Set.of(
            Opaque.class,
            AmopFailure.class,
            TopicSequence.class,
            TopicsRequest.class,
            TopicList.class,
            NodeStatusSequence.class,
            NodeStatusRequest.class,
            NodeStatus.class,
            RouteSequence.class,
            RouteRequest.class,
            RouteTable.class,
            GroupMessage.class,
            DeliveryCode.class,
            Transit.class);

    private static final int TARGETS =
            PacketTypes.EXT_CONSENSUS | PacketTypes.EXT_OBSERVER | PacketTypes.EXT_FREE | PacketTypes.EXT_LIGHT;

    private Generation3Bodies() {}

    static P2p3Packet write(Message message, LongSupplier seqs) {
        Body body = message.body();
        if (body instanceof Opaque opaque) {
            return opaque(message, opaque.joined(), seqs);
        }
        if (body instanceof AmopFailure failure) {
            Correlations.demand(message, MessageKind.ERROR);
            Bytes data = Bytes.utf8(failure.detail());
            return response(
                    PacketTypes.AMOP,
                    message,
                    new AmopMessage(AmopMessage.RESPONSE, AmopCodes.generation3(failure, false), data).encode());
        }
        if (body instanceof DeliveryCode code) {
            Correlations.demand(message, code.code() == DeliveryCode.OK ? MessageKind.RESPONSE : MessageKind.ERROR);
            return response(PacketTypes.RESPONSE, message, Bytes.utf8(Integer.toString(code.code())));
        }
        if (body instanceof GroupMessage group) {
            return group(message, group, seqs);
        }
        Correlations.demand(message, MessageKind.ONE_WAY);
        if (!message.topic().equals(Topic.NONE)) {
            throw new GossipException(body.bodyName() + " concerns the whole node; give it the topic NONE");
        }
        return control(body, seqs);
    }

    private static P2p3Packet control(Body body, LongSupplier seqs) {
        if (body instanceof TopicSequence topics) {
            return amop(AmopMessage.TOPIC_SEQ, TopicLists.encodeSequence(topics.sequence()), seqs);
        } else if (body instanceof TopicsRequest) {
            return amop(AmopMessage.REQUEST_TOPIC, Bytes.empty(), seqs);
        } else if (body instanceof TopicList list) {
            return amop(AmopMessage.RESPONSE_TOPIC, TopicLists.encode3(list), seqs);
        } else if (body instanceof NodeStatusSequence status) {
            return plain(PacketTypes.SYNC_NODE_SEQ, number(status.sequence()), seqs);
        } else if (body instanceof NodeStatusRequest) {
            return plain(PacketTypes.REQUEST_NODE_STATUS, Bytes.empty(), seqs);
        } else if (body instanceof NodeStatus status) {
            return plain(PacketTypes.RESPONSE_NODE_STATUS, status.status().encode(), seqs);
        } else if (body instanceof RouteSequence routes) {
            return plain(PacketTypes.ROUTER_SEQ, number(routes.sequence()), seqs);
        } else if (body instanceof RouteRequest) {
            return plain(PacketTypes.ROUTER_REQUEST, Bytes.empty(), seqs);
        } else if (body instanceof RouteTable routes) {
            return plain(PacketTypes.ROUTER_RESPONSE, routes.table().encode(), seqs);
        }
        throw new GossipException(
                "generation 3 of FISCO BCOS carries no message of our own with the body " + body.bodyName());
    }

    private static P2p3Packet opaque(Message message, Bytes data, LongSupplier seqs) {
        if (message.kind() == MessageKind.RESPONSE) {
            String seq = message.attributes().get(AmopSeq.KEY).orElse("");
            return response(
                    PacketTypes.WS,
                    message,
                    new WsMessage(WsMessage.AMOP_RESPONSE, 0, Bytes.utf8(seq), 0, data).encode());
        }
        Correlations.demand(message, MessageKind.ONE_WAY, MessageKind.REQUEST, MessageKind.RESPONSE);
        if (!message.topic().scope().isEmpty()) {
            throw new GossipException(
                    "AMOP topics belong to no group; publish to Topic.named(...) instead of " + message.topic());
        }
        Bytes request = new AmopRequest(message.topic().name(), data).encode();
        return message.kind() == MessageKind.REQUEST
                ? P2p3Packet.plain(
                        PacketTypes.AMOP,
                        Correlations.seq(message),
                        0,
                        new AmopMessage(AmopMessage.REQUEST, 0, request).encode())
                : amop(AmopMessage.BROADCAST, request, seqs);
    }

    private static P2p3Packet group(Message message, GroupMessage group, LongSupplier seqs) {
        Correlations.demand(message, MessageKind.REQUEST, MessageKind.ONE_WAY);
        boolean unicast = message.kind() == MessageKind.REQUEST;
        if (unicast && (group.destinations().size() != 1 || group.targets() != 0)
                || !unicast && !group.destinations().isEmpty()
                || (group.targets() & ~TARGETS) != 0) {
            throw new GossipException("a group message as a request names one destination and no targets, as a one-way"
                    + " message no destination; this one has "
                    + group.destinations().size() + " and targets "
                    + group.targets());
        }
        PacketOptions options =
                new PacketOptions(message.topic().scope(), group.source(), group.destinations(), group.module());
        return new P2p3Packet(
                0,
                unicast ? PacketTypes.PEER_TO_PEER : PacketTypes.BROADCAST,
                unicast ? Correlations.seq(message) : seqs.getAsLong(),
                group.targets(),
                Optional.empty(),
                Optional.of(options),
                group.payload());
    }

    private static P2p3Packet response(int type, Message message, Bytes payload) {
        return P2p3Packet.plain(type, Correlations.seq(message), PacketTypes.EXT_RESPONSE, payload);
    }

    private static P2p3Packet amop(int type, Bytes data, LongSupplier seqs) {
        return plain(PacketTypes.AMOP, new AmopMessage(type, 0, data).encode(), seqs);
    }

    private static P2p3Packet plain(int type, Bytes payload, LongSupplier seqs) {
        return P2p3Packet.plain(type, seqs.getAsLong(), 0, payload);
    }

    private static Bytes number(long sequence) {
        return new WireWriter(Integer.BYTES).u32(sequence, "sequence").done();
    }

    static Message read(P2p3Packet packet) throws MalformedException {
        if (packet.isResponse()) {
            return readResponse(packet);
        }
        return switch (packet.type()) {
            case PacketTypes.AMOP -> readAmop(packet);
            case PacketTypes.PEER_TO_PEER, PacketTypes.BROADCAST -> readGroup(packet);
            case PacketTypes.SYNC_NODE_SEQ -> control(new NodeStatusSequence(number(packet)));
            case PacketTypes.REQUEST_NODE_STATUS -> empty(packet, new NodeStatusRequest());
            case PacketTypes.RESPONSE_NODE_STATUS -> control(new NodeStatus(GatewayStatus.decode(packet.payload())));
            case PacketTypes.ROUTER_SEQ -> control(new RouteSequence(number(packet)));
            case PacketTypes.ROUTER_REQUEST -> empty(packet, new RouteRequest());
            case PacketTypes.ROUTER_RESPONSE -> control(new RouteTable(RouterTable.decode(packet.payload())));
            default -> throw unknown("packet type " + packet.type());
        };
    }

    private static Message readResponse(P2p3Packet packet) throws MalformedException {
        Correlation correlation = Correlations.of(packet.seq(), "a response");
        switch (packet.type()) {
            case PacketTypes.RESPONSE -> {
                DeliveryCode code = new DeliveryCode(code(packet.payload()));
                MessageKind kind = code.code() == DeliveryCode.OK ? MessageKind.RESPONSE : MessageKind.ERROR;
                return Message.of(Topic.NONE, code, kind, correlation);
            }
            case PacketTypes.WS -> {
                WsMessage answer = WsMessage.decode(packet.payload());
                Message message =
                        Message.of(Topic.NONE, Opaque.of(answer.payload()), MessageKind.RESPONSE, correlation);
                String seq = WireReader.ofPayload(answer.seq()).text(answer.seq(), "websocket seq");
                return seq.isEmpty() ? message : message.with(AmopSeq.KEY, seq);
            }
            case PacketTypes.AMOP -> {
                AmopMessage failure = AmopMessage.decode(packet.payload());
                String detail = WireReader.ofPayload(failure.data()).text(failure.data(), "error text");
                return Message.of(
                        Topic.NONE, AmopCodes.failure(failure.status(), detail), MessageKind.ERROR, correlation);
            }
            default -> throw unknown("a response of packet type " + packet.type());
        }
    }

    private static int code(Bytes text) throws MalformedException {
        String digits = text.length() > 11 ? "" : text.utf8();
        if (!digits.matches("0|-?[1-9][0-9]{0,8}")) {
            throw problem("a response of " + text.length() + " bytes that is no decimal code");
        }
        return Integer.parseInt(digits);
    }

    private static Message readAmop(P2p3Packet packet) throws MalformedException {
        AmopMessage amop = AmopMessage.decode(packet.payload());
        return switch (amop.type()) {
            case AmopMessage.TOPIC_SEQ -> control(new TopicSequence(TopicLists.decodeSequence(amop.data())));
            case AmopMessage.REQUEST_TOPIC -> control(new TopicsRequest());
            case AmopMessage.RESPONSE_TOPIC -> control(TopicLists.decode3(amop.data()));
            case AmopMessage.REQUEST -> {
                AmopRequest request = AmopRequest.decode(amop.data());
                yield Message.of(
                        Topic.named(request.topic()),
                        Opaque.of(request.data()),
                        MessageKind.REQUEST,
                        Correlations.of(packet.seq(), "an AMOP request"));
            }
            case AmopMessage.BROADCAST -> {
                AmopRequest request = AmopRequest.decode(amop.data());
                yield Message.of(Topic.named(request.topic()), Opaque.of(request.data()));
            }
            default -> throw unknown("AMOP type " + amop.type());
        };
    }

    private static Message readGroup(P2p3Packet packet) throws MalformedException {
        PacketOptions options = packet.options().orElseThrow();
        boolean unicast = packet.type() == PacketTypes.PEER_TO_PEER;
        // Receivers of the original look at the first destination only, so more than one would be lost silently.
        List<Bytes> destinations = options.destinations();
        if (unicast && destinations.size() != 1) {
            throw problem("a packet to one node that names " + destinations.size());
        }
        int targets = unicast ? 0 : packet.ext() & TARGETS;
        GroupMessage body = new GroupMessage(
                options.source(), unicast ? destinations : List.of(), options.module(), targets, packet.payload());
        Topic topic = Topic.scope(options.group());
        return unicast
                ? Message.of(topic, body, MessageKind.REQUEST, Correlations.of(packet.seq(), "a group request"))
                : Message.of(topic, body);
    }

    private static long number(P2p3Packet packet) throws MalformedException {
        if (packet.payload().length() != Integer.BYTES) {
            throw problem("a sequence of " + packet.payload().length() + " bytes, it has 4");
        }
        return WireReader.ofPayload(packet.payload()).u32("sequence");
    }

    private static Message empty(P2p3Packet packet, Body body) throws MalformedException {
        if (!packet.payload().isEmpty()) {
            throw problem("a " + body.bodyName() + " with " + packet.payload().length() + " bytes, it has none");
        }
        return control(body);
    }

    private static Message control(Body body) {
        return Message.of(Topic.NONE, body);
    }

    private static MalformedException unknown(String what) {
        return MalformedException.drop(FiscoDropReasons.UNKNOWN_TYPE, what + " is unknown");
    }

    private static MalformedException problem(String detail) {
        return MalformedException.drop(DropReason.MALFORMED, detail);
    }
}
