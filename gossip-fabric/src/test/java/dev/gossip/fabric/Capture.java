package dev.gossip.fabric;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gossip.api.Bytes;
import java.util.List;
import org.hyperledger.fabric.protos.gossip.Envelope;
import org.hyperledger.fabric.protos.gossip.GossipMessage;

/** A conversation of a node with two real peers, in the order in which it took place. */
final class Capture {

    private Capture() {}

    /**
     * One message.
     *
     * @param millis since the conversation began
     * @param sent whether the captured node said it; else a peer did
     * @param peer the peer's address, or {@code handshake}
     */
    record Said(long millis, boolean sent, String peer, String type, Bytes frame) {

        Envelope envelope() {
            try {
                return Envelope.parseFrom(frame.asReadOnlyBuffer());
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException(type, e);
            }
        }

        GossipMessage message() {
            return ScriptedPeer.content(envelope());
        }
    }

    static List<Said> read() {
        return Resources.table("real/capture.tsv").stream()
                .map(row -> new Said(
                        Math.round(Double.parseDouble(row.get("t")) * 1_000),
                        row.get("dir").equals("sent"),
                        row.get("peer"),
                        row.get("type"),
                        Bytes.fromHex(row.get("envelope_hex"))))
                .toList();
    }
}
