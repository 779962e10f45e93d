package dev.gossip.fisco.codec.ws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.api.Bytes;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fisco.codec.FiscoDropReasons;
import dev.gossip.fisco.codec.link.SdkLinks;
import dev.gossip.fisco.codec.wire.Json;
import dev.gossip.spi.protocol.LinkControl;
import dev.gossip.spi.protocol.LinkSession;
import dev.gossip.spi.protocol.MalformedException;
import java.util.List;

/**
 * A link between a node and an SDK of 3.x. The SDK asks for a version, the node answers with the highest common one; both
 * must know at least version 1, because SDKs drop everything that comes in version 0. A greeting that never comes is ended by
 * the link policy.
 */
final class WsSession implements LinkSession {

    private static final int LOWEST = 1;
    private static final int HIGHEST = 2;
    private static final int MODULE_SDK = 2;
    private static final Bytes OWN_SEQ = Bytes.utf8("1" + "0".repeat(31));
    private static final int TYPE_AT = 2;

    private final LinkControl control;
    private final SdkLinks links;
    private boolean established;
    private boolean ended;

    WsSession(LinkControl control, SdkLinks links) {
        this.control = control;
        this.links = links;
    }

    @Override
    public void onOpen() {
        guarded(() -> {
            if (control.dialled()) {
                ObjectNode offer = Json.newObject()
                        .put("maxVersion", HIGHEST)
                        .put("minVersion", 0)
                        .put("moduleID", MODULE_SDK);
                send(OWN_SEQ, Json.line(offer));
            } else if (!control.security().isEncrypted()) {
                // Refuses before the stranger can say anything, where plain text is not allowed.
                links.peer(control);
            }
        });
    }

    @Override
    public void onFrame(Bytes frame) {
        if (!ended) {
            guarded(() -> take(frame));
        }
    }

    @Override
    public void onClosed() {
        ended = true;
    }

    private void take(Bytes frame) throws MalformedException {
        boolean handshake = frame.length() >= WsMessage.HEADER_BYTES
                && frame.asReadOnlyBuffer().getShort(TYPE_AT) == WsMessage.HANDSHAKE;
        if (handshake) {
            greet(WsMessage.decode(frame));
        } else if (established) {
            control.deliver(frame);
        } else {
            throw MalformedException.fatal(DropReason.GREETING_REFUSED, "the first message is no handshake");
        }
    }

    private void greet(WsMessage handshake) throws MalformedException {
        JsonNode json = Json.object(handshake.payload(), "the handshake");
        if (control.dialled()) {
            check(json, "protocolVersion", "protocolVersion");
        } else {
            long version = Math.min(HIGHEST, check(json, "minVersion", "maxVersion"));
            ObjectNode answer = Json.newObject();
            answer.set("groupBlockNumber", Json.newTexts(List.of()));
            answer.set("groupInfoList", Json.newTexts(List.of()));
            answer.put("protocolVersion", version);
            send(handshake.seq(), Json.line(answer));
        }
        if (!established) {
            established = true;
            control.established(links.peer(control));
        }
    }

    /** @return the highest version offered */
    private static long check(JsonNode json, String lowestField, String highestField) throws MalformedException {
        long lowest = Json.number(json, lowestField, "the handshake");
        long highest = Json.number(json, highestField, "the handshake");
        if (lowest > HIGHEST || highest < LOWEST || lowest > highest) {
            throw MalformedException.fatal(
                    FiscoDropReasons.INCOMPATIBLE_VERSION,
                    "the other side offers versions " + lowest + ".." + highest + ", we know " + LOWEST + ".."
                            + HIGHEST);
        }
        return highest;
    }

    private void send(Bytes seq, Bytes payload) {
        control.send(new WsMessage(WsMessage.HANDSHAKE, 0, seq, 0, payload).encode());
    }

    private void guarded(Step step) {
        try {
            step.run();
        } catch (MalformedException e) {
            ended = true;
            control.refuse(e.reason(), e.getMessage());
        }
    }

    /** Something that the other side can make fail. */
    private interface Step {
        void run() throws MalformedException;
    }
}
