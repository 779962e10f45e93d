package dev.gossip.examples.inspect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.api.Bytes;
import dev.gossip.fisco.codec.FiscoInspector;
import dev.gossip.fisco.codec.FiscoInspector.Layout;
import dev.gossip.fisco.codec.ws.WsMessage;
import dev.gossip.spi.protocol.MalformedException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Packets, frames and messages of FISCO BCOS as its codec explains them, with one verdict on top. Nothing on the wire tells the
 * layout: without one given, it is the one among those in use that makes sense of the bytes.
 */
final class FiscoPacketInspector implements Inspector {

    /** Those that releases of today send, which are told apart by their lengths and types. */
    private static final List<Layout> IN_USE = List.of(Layout.P2P3, Layout.P2P2, Layout.CHANNEL, Layout.WEBSOCKET);

    private static final String SEED_NOTE = "the design document's table, which no release sends: two-byte destination"
            + " count, no module id, options in every packet; what releases of 3.x send is p2p3";

    /** The shortest of them is that of websockets. */
    private static final int LEAST_BYTES = WsMessage.HEADER_BYTES;

    private static final int P2P2_COMPRESSED = 0x8000;

    /** After a version that is zero, so these are the first four bytes. */
    private static final Set<Integer> WEBSOCKET_TYPES = Set.of(
            WsMessage.ERROR,
            WsMessage.HANDSHAKE,
            WsMessage.BLOCK_NOTIFY,
            WsMessage.RPC,
            WsMessage.AMOP_TOPICS,
            WsMessage.AMOP_REQUEST,
            WsMessage.AMOP_BROADCAST,
            WsMessage.AMOP_RESPONSE);

    private static final JsonMapper JSON = new JsonMapper();

    private final FiscoInspector inspector = new FiscoInspector();
    private final Optional<Layout> layout;

    private FiscoPacketInspector(Optional<Layout> layout) {
        this.layout = layout;
    }

    static FiscoPacketInspector of(Optional<String> layout) {
        return new FiscoPacketInspector(layout.map(Layout::named));
    }

    @Override
    public ObjectNode inspect(Bytes message) {
        if (layout.isPresent()) {
            return shown(layout.get(), message);
        }
        List<Layout> candidates = candidates(message);
        List<ObjectNode> reports =
                candidates.stream().map(candidate -> shown(candidate, message)).toList();
        List<ObjectNode> good =
                reports.stream().filter(report -> report.get("ok").asBoolean()).toList();
        if (good.size() > 1) {
            return bad("ambiguous: these may be p2p3 or p2p2; say which one by --layout");
        }
        if (candidates.size() == 1) {
            return reports.get(0).put("detected", true);
        }
        return good.isEmpty() ? unknown(candidates, reports) : good.get(0).put("detected", true);
    }

    /** By what comes first: a length that is the whole length, then a version or a type that others do not have there. */
    private static List<Layout> candidates(Bytes message) {
        if (message.length() < LEAST_BYTES) {
            return IN_USE;
        }
        ByteBuffer start = message.asReadOnlyBuffer();
        int first = start.getInt();
        if (first != message.length()) {
            return WEBSOCKET_TYPES.contains(first) ? List.of(Layout.WEBSOCKET) : IN_USE;
        }
        int versionOrType = Short.toUnsignedInt(start.getShort());
        start.getShort();
        boolean hasModule = start.getShort() != 0;
        return switch (versionOrType) {
            case 0 -> hasModule ? List.of(Layout.P2P3, Layout.P2P2) : List.of(Layout.P2P3);
            case 1, 2, 3 -> List.of(Layout.P2P3);
            case P2P2_COMPRESSED -> List.of(Layout.P2P2);
            default -> List.of(Layout.CHANNEL);
        };
    }

    private static ObjectNode unknown(List<Layout> candidates, List<ObjectNode> reports) {
        return bad("unknown-layout: "
                + IntStream.range(0, reports.size())
                        .mapToObj(index -> candidates.get(index).label() + ": "
                                + reports.get(index).get("error").asText())
                        .collect(Collectors.joining("; ")));
    }

    private ObjectNode shown(Layout candidate, Bytes message) {
        try {
            ObjectNode shown = (ObjectNode) JSON.readTree(inspector.inspect(candidate, message));
            ObjectNode report = shown.has("problem")
                    ? bad(shown.remove("problem").asText())
                    : JSON.createObjectNode().put("ok", true);
            report.setAll(shown);
            return candidate == Layout.SEED ? report.put("note", SEED_NOTE) : report;
        } catch (MalformedException e) {
            return bad(e.reason() + ": " + e.getMessage());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what the codec wrote is JSON", e);
        }
    }

    private static ObjectNode bad(String error) {
        return JSON.createObjectNode().put("ok", false).put("error", error);
    }
}
