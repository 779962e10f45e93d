package dev.gossip.examples.inspect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.api.Bytes;
import dev.gossip.orbs.codec.OrbsTopic;
import dev.gossip.orbs.codec.wire.Header;
import dev.gossip.orbs.codec.wire.HeaderEncoding;
import dev.gossip.orbs.codec.wire.PayloadFrame;
import dev.gossip.spi.protocol.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A message of Orbs: its header in the encoding that makes sense of it, and its payloads. Nothing on the wire tells the encoding;
 * protobuf is tried first.
 */
final class OrbsFrameInspector implements Inspector {

    private static final int SHOWN_BYTES = 64;

    private static final Map<Integer, String> MODES =
            Map.of(Header.BROADCAST, "broadcast", Header.LIST, "list", Header.ALL_BUT_LIST, "all-but-list");

    @Override
    public ObjectNode inspect(Bytes message) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        try {
            List<Bytes> payloads = PayloadFrame.decode(message);
            if (payloads.isEmpty()) {
                return shown.put("ok", true).put("type", "keepalive");
            }
            header(payloads.get(0), shown);
            content(payloads.subList(1, payloads.size()), shown);
            return shown;
        } catch (MalformedException e) {
            return shown.put("ok", false).put("error", e.reason() + ": " + e.getMessage());
        }
    }

    private static void header(Bytes bytes, ObjectNode shown) throws MalformedException {
        HeaderEncoding encoding = encoding(bytes);
        Header header = encoding.decode(bytes);
        List<String> problems = problems(header);
        shown.put("ok", problems.isEmpty());
        if (!problems.isEmpty()) {
            shown.put("error", String.join("; ", problems));
        }
        shown.put("type", topic(header.topic()));
        ObjectNode fields = shown.putObject("fields");
        fields.put("encoding", encoding.name().toLowerCase(Locale.ROOT));
        fields.put("version", header.version());
        fields.put("virtualChain", header.chain());
        fields.put("mode", MODES.getOrDefault(header.mode(), Integer.toString(header.mode())));
        ArrayNode recipients = fields.putArray("recipients");
        header.recipients().forEach(recipient -> recipients.add(recipient.hex()));
        fields.put("messageType", header.type());
    }

    private static void content(List<Bytes> payloads, ObjectNode shown) {
        ArrayNode list = shown.putArray("payloads");
        for (Bytes payload : payloads) {
            list.addObject()
                    .put("bytes", payload.length())
                    .put(
                            "begins",
                            payload.slice(0, Math.min(SHOWN_BYTES, payload.length()))
                                    .hex());
        }
        shown.put("payload_bytes", payloads.stream().mapToLong(Bytes::length).sum());
    }

    /** The other one only if it alone leads to a sound header. */
    private static HeaderEncoding encoding(Bytes bytes) {
        return isSound(HeaderEncoding.PROTOBUF, bytes) || !isSound(HeaderEncoding.MEMBUFFERS, bytes)
                ? HeaderEncoding.PROTOBUF
                : HeaderEncoding.MEMBUFFERS;
    }

    private static boolean isSound(HeaderEncoding encoding, Bytes bytes) {
        try {
            return problems(encoding.decode(bytes)).isEmpty();
        } catch (MalformedException e) {
            return false;
        }
    }

    private static List<String> problems(Header header) {
        List<String> problems = new ArrayList<>();
        if (!header.hasKnownVersion()) {
            problems.add("bad-protocol-version: " + header.version());
        }
        if (!header.hasKnownMode()) {
            problems.add("unknown-recipient-mode: " + header.mode());
        }
        int topic = header.topic();
        boolean ofOrbs = topic >= 0 && topic < OrbsTopic.values().length;
        if (ofOrbs
                ? !OrbsTopic.values()[topic].hasType(header.type())
                : topic(topic).startsWith("topic ")) {
            problems.add("unknown-topic: message type " + header.type() + " of " + topic(topic));
        }
        return problems;
    }

    private static String topic(int index) {
        OrbsTopic[] known = OrbsTopic.values();
        if (index >= 0 && index < known.length) {
            return known[index].in(0).name();
        }
        return switch (index - known.length) {
            case 0 -> "forward";
            case 1 -> "application";
            default -> "topic " + index;
        };
    }
}
