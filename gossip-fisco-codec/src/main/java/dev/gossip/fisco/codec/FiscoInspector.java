package dev.gossip.fisco.codec;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.GossipException;
import dev.gossip.api.Message;
import dev.gossip.fisco.codec.channel.ChannelFrame;
import dev.gossip.fisco.codec.p2p2.P2p2Packet;
import dev.gossip.fisco.codec.p2p2.P2p2Packets;
import dev.gossip.fisco.codec.p2p3.P2p3Packet;
import dev.gossip.fisco.codec.p2p3.P2p3Packets;
import dev.gossip.fisco.codec.p2p3.PacketTypes;
import dev.gossip.fisco.codec.wire.Json;
import dev.gossip.fisco.codec.ws.WsMessage;
import dev.gossip.spi.protocol.MalformedException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Explains one packet, frame or message of FISCO BCOS to people, as one line of JSON. Fields are in wire order, ids and
 * payloads hexadecimal (payloads shortened to {@value #SHOWN_BYTES} bytes). Between nodes {@code message} says what the
 * payload means, or {@code problem} why a receiver would drop it. Stateless.
 */
public final class FiscoInspector {

    private static final int SHOWN_BYTES = 256;

    /** What the bytes are taken for. */
    public enum Layout {
        /** A P2P packet of 3.x. */
        P2P3,
        /** A P2P packet of 2.x. */
        P2P2,
        /** A P2P packet of a 2.0.0-rc1 chain. */
        P2P2_RC1,
        /** A channel frame of 2.x. */
        CHANNEL,
        /** A websocket message of 3.x. */
        WEBSOCKET,
        /** The design document's table: two-byte destination count, no module id, options in every packet. */
        SEED;

        /** The name on a command line, {@code p2p2-rc1} for example. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /**
         * The layout with that name.
         *
         * @throws GossipException listing the names if there is none
         */
        public static Layout named(String label) {
            return Arrays.stream(values())
                    .filter(layout -> layout.label().equals(label))
                    .findFirst()
                    .orElseThrow(() -> new GossipException("no layout '" + label + "'; there are "
                            + Arrays.stream(values()).map(Layout::label).collect(Collectors.joining(", "))));
        }
    }

    private final P2p3Packets p2p3 = new P2p3Packets(P2p3Packets.DEFAULT_MAX_BYTES);
    private final P2p2Packets p2p2 = new P2p2Packets(P2p3Packets.DEFAULT_MAX_BYTES);

    /** Needs nothing. */
    public FiscoInspector() {}

    /**
     * Explains bytes.
     *
     * @return one JSON object without line breaks
     * @throws MalformedException if the bytes have another layout, naming the field or limit
     */
    public String inspect(Layout layout, Bytes bytes) throws MalformedException {
        ObjectNode out = Json.newObject().put("layout", layout.label()).put("bytes", bytes.length());
        switch (layout) {
            case P2P3 -> show(out, p2p3.decode(bytes));
            case P2P2 -> show(out, p2p2.decode(bytes));
            case P2P2_RC1 -> show(out, p2p2.decodeRc1(bytes));
            case CHANNEL -> show(out, ChannelFrame.decode(bytes));
            case WEBSOCKET -> show(out, WsMessage.decode(bytes));
            case SEED -> show(out, SeedPacket.decode(bytes));
        }
        return Json.bytes(out).utf8();
    }

    private static void show(ObjectNode out, P2p3Packet packet) {
        out.put("version", packet.version()).put("type", packet.type()).put("seq", packet.seq());
        out.put("ext", packet.ext()).put("response", packet.isResponse());
        packet.route()
                .ifPresent(route -> out.put("ttl", route.ttl())
                        .put("source", route.source().hex())
                        .put("destination", route.destination().hex()));
        packet.options().ifPresent(options -> {
            out.put("group", options.group()).put("sourceNode", options.source().hex());
            out.set("destinationNodes", hex(options.destinations()));
            out.put("module", options.module());
        });
        payload(out, packet.payload());
        // These two never leave their link session.
        if (packet.type() != PacketTypes.HEARTBEAT && packet.type() != PacketTypes.HANDSHAKE) {
            meaning(out, () -> Generation3Bodies.read(packet));
        }
    }

    private static void show(ObjectNode out, P2p2Packet packet) {
        out.put("version", packet.version()).put("group", packet.group()).put("module", packet.module());
        out.put("response", packet.response()).put("type", packet.type()).put("seq", packet.seq());
        payload(out, packet.payload());
        meaning(out, () -> Generation2Bodies.read(packet));
    }

    private static void show(ObjectNode out, ChannelFrame frame) {
        out.put("type", "0x" + Integer.toHexString(frame.type())).put("seq", frame.seq());
        out.put("result", frame.result());
        payload(out, frame.data());
    }

    private static void show(ObjectNode out, WsMessage message) {
        out.put("type", "0x" + Integer.toHexString(message.type())).put("status", message.status());
        out.put("seq", message.seq().utf8()).put("ext", message.ext());
        payload(out, message.payload());
    }

    private static void show(ObjectNode out, SeedPacket packet) {
        out.put("version", packet.version()).put("type", packet.type()).put("seq", packet.seq());
        out.put("ext", packet.ext()).put("group", packet.group());
        out.put("sourceNode", packet.source().hex());
        out.set("destinationNodes", hex(packet.destinations()));
        payload(out, packet.payload());
    }

    private static ArrayNode hex(List<Bytes> ids) {
        return Json.newTexts(ids.stream().map(Bytes::hex).toList());
    }

    private static void payload(ObjectNode out, Bytes payload) {
        int shown = Math.min(SHOWN_BYTES, payload.length());
        out.put("payload", payload.slice(0, shown).hex() + (shown < payload.length() ? "..." : ""));
        out.put("payloadBytes", payload.length());
    }

    private static void meaning(ObjectNode out, Reading reading) {
        try {
            Message message = reading.read();
            ObjectNode shown = Json.newObject().put("body", message.body().bodyName());
            shown.put("kind", message.kind().name().toLowerCase(Locale.ROOT));
            shown.put("topic", message.topic().toString());
            if (!message.correlation().equals(Correlation.NONE)) {
                shown.put("correlation", message.correlation().asLong());
            }
            out.set("message", shown);
        } catch (MalformedException e) {
            out.put("problem", e.reason() + ": " + e.getMessage());
        }
    }

    /** Reads a payload. */
    private interface Reading {
        Message read() throws MalformedException;
    }
}
