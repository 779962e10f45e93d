package dev.gossip.fabric;

import com.google.protobuf.ByteString;
import dev.gossip.api.PeerAddress;
import dev.gossip.fabric.Capture.Said;
import dev.gossip.fabric.ScriptedPeer.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.hyperledger.fabric.protos.gossip.DataUpdate;
import org.hyperledger.fabric.protos.gossip.Envelope;
import org.hyperledger.fabric.protos.gossip.GossipMessage;
import org.hyperledger.fabric.protos.gossip.Payload;
import org.hyperledger.fabric.protos.gossip.PullMsgType;
import org.hyperledger.fabric.protos.gossip.RemoteStateResponse;

/**
 * One of the real peers of the capture. What it said of itself it says again, byte for byte and at the same time; what it
 * answered it answers again when our node asks, with our node's nonce in place of the captured one, since that is random.
 */
final class CapturedPeer {

    private static final Set<String> ANSWERS =
            Set.of("MemRes", "DataDig", "DataUpdate", "StateSnapshot", "StateResponse");

    final Line line;
    final List<Heard> heard = new ArrayList<>();
    final List<Fed> fed = new ArrayList<>();

    private final CapturedWorld world;
    private final List<Said> said;

    /** What our node sent, and when. */
    record Heard(long millis, Envelope envelope, GossipMessage message) {}

    /** What our node was told unasked, and when. */
    record Fed(long millis, Envelope envelope, GossipMessage message) {}

    private CapturedPeer(CapturedWorld world, Line line, List<Said> said) {
        this.world = world;
        this.line = line;
        this.said = said;
        line.onEnvelope = this::hear;
    }

    /** Listens at the address of a captured peer; the first connection is the one that counts. */
    static List<CapturedPeer> listen(CapturedWorld world, PeerAddress address, Said greeting) {
        List<Said> said = Capture.read().stream()
                .filter(each -> !each.sent() && each.peer().equals(address.toString()))
                .toList();
        List<CapturedPeer> accepted = new ArrayList<>();
        new ScriptedPeer(world.runtime, CapturedWorld.captured()).listen(address, line -> {
            accepted.add(new CapturedPeer(world, line, said));
            line.raw(greeting.frame());
        });
        return accepted;
    }

    /** Says in time what it said unasked. */
    void begin() {
        for (Said each : said) {
            if (!ANSWERS.contains(each.type())) {
                world.time.schedule(Duration.ofMillis(each.millis()).minusNanos(world.time.nanoTime()), () -> {
                    fed.add(new Fed(now(), each.envelope(), each.message()));
                    line.raw(each.frame());
                });
            }
        }
    }

    List<Heard> heard(Predicate<GossipMessage> kind) {
        return heard.stream().filter(each -> kind.test(each.message())).toList();
    }

    List<Fed> fed(Predicate<GossipMessage> kind) {
        return fed.stream().filter(each -> kind.test(each.message())).toList();
    }

    private long now() {
        return world.time.nanoTime() / 1_000_000;
    }

    private void hear(Envelope envelope) {
        GossipMessage asked = ScriptedPeer.content(envelope);
        heard.add(new Heard(now(), envelope, asked));
        answer(asked).ifPresent(line::say);
    }

    private Optional<GossipMessage.Builder> answer(GossipMessage asked) {
        return switch (asked.getContentCase()) {
            case MEM_REQ -> captured(GossipMessage::hasMemRes).map(answer -> answer.setNonce(asked.getNonce()));
            case STATE_INFO_PULL_REQ -> captured(GossipMessage::hasStateSnapshot);
            case HELLO ->
                captured(answer -> answer.hasDataDig()
                                && answer.getDataDig().getMsgType()
                                        == asked.getHello().getMsgType())
                        .map(answer -> {
                            answer.getDataDigBuilder().setNonce(asked.getHello().getNonce());
                            return answer;
                        });
            case DATA_REQ -> Optional.of(update(asked));
            case STATE_REQUEST -> Optional.of(range(asked));
            default -> Optional.empty();
        };
    }

    private Optional<GossipMessage.Builder> captured(Predicate<GossipMessage> kind) {
        return said.stream().map(Said::message).filter(kind).findFirst().map(GossipMessage::toBuilder);
    }

    private GossipMessage.Builder update(GossipMessage asked) {
        DataUpdate.Builder update = DataUpdate.newBuilder()
                .setNonce(asked.getDataReq().getNonce())
                .setMsgType(asked.getDataReq().getMsgType());
        Map<ByteString, Envelope> items = new LinkedHashMap<>();
        said.stream()
                .map(Said::message)
                .filter(GossipMessage::hasDataUpdate)
                .flatMap(message -> message.getDataUpdate().getDataList().stream())
                .forEach(item -> items.put(idOf(item), item));
        asked.getDataReq().getDigestsList().stream()
                .filter(items::containsKey)
                .forEach(id -> update.addData(items.get(id)));
        return asked.toBuilder().setDataUpdate(update);
    }

    private static ByteString idOf(Envelope item) {
        GossipMessage message = ScriptedPeer.content(item);
        return message.hasPeerIdentity()
                ? message.getPeerIdentity().getPkiId()
                : ByteString.copyFromUtf8(
                        Long.toString(message.getDataMsg().getPayload().getSeqNum()));
    }

    private GossipMessage.Builder range(GossipMessage asked) {
        RemoteStateResponse.Builder answer = RemoteStateResponse.newBuilder();
        said.stream()
                .map(Said::message)
                .filter(GossipMessage::hasStateResponse)
                .flatMap(message -> message.getStateResponse().getPayloadsList().stream())
                .filter(payload -> isIn(asked, payload))
                .forEach(answer::addPayloads);
        return asked.toBuilder().setStateResponse(answer);
    }

    private static boolean isIn(GossipMessage asked, Payload payload) {
        return payload.getSeqNum() >= asked.getStateRequest().getStartSeqNum()
                && payload.getSeqNum() <= asked.getStateRequest().getEndSeqNum();
    }

    static boolean isAbout(GossipMessage message, PullMsgType type) {
        return message.getHello().getMsgType() == type
                || message.getDataDig().getMsgType() == type
                || message.getDataReq().getMsgType() == type
                || message.getDataUpdate().getMsgType() == type;
    }
}
