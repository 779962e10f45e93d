package dev.gossip.fisco.codec.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fisco.codec.body.BlockNotify;
import dev.gossip.fisco.codec.wire.Json;
import dev.gossip.spi.protocol.MalformedException;

/**
 * Notices of new blocks in both forms.
 *
 * <pre>
 *   topic block _block_notify_GROUP, then
 *   protocol 1        GROUP,NUMBER
 *   protocol 2 and 3  {"blockNumber":NUMBER,"groupID":GROUP}
 * </pre>
 */
final class BlockNotices {

    private static final String TOPIC = "_block_notify_";
    private static final String OLD_FORM = "[1-9][0-9]{0,8},(0|[1-9][0-9]{0,17})";

    private BlockNotices() {}

    static Bytes write(BlockNotify notice) {
        if (!notice.group().matches("[1-9][0-9]{0,8}") || notice.number() < 0) {
            throw new GossipException("groups of generation 2 are numbers and so are blocks, not " + notice);
        }
        Bytes json = Json.bytes(
                Json.newObject().put("blockNumber", notice.number()).put("groupID", Integer.parseInt(notice.group())));
        return new TopicBlock(TOPIC + notice.group(), json).encode();
    }

    static BlockNotify read(ChannelFrame frame) throws MalformedException {
        JsonNode json = Json.object(TopicBlock.decode(frame.data()).data(), "the block notice");
        return new BlockNotify(
                Long.toString(Json.number(json, "groupID", "the block notice")),
                Json.number(json, "blockNumber", "the block notice"));
    }

    /** The frame as links of {@code version} take it. */
    static ChannelFrame forVersion(ChannelFrame frame, int version) {
        if (frame.type() != ChannelFrame.BLOCK_NOTIFY || version > 1) {
            return frame;
        }
        try {
            BlockNotify notice = read(frame);
            Bytes old = Bytes.utf8(notice.group() + "," + notice.number());
            return with(frame, new TopicBlock(TOPIC + notice.group(), old).encode());
        } catch (MalformedException e) {
            throw new GossipException("a block notice that was not read before: " + e.getMessage(), e);
        }
    }

    /** The frame in the form that is kept. */
    static ChannelFrame kept(ChannelFrame frame) throws MalformedException {
        if (frame.type() != ChannelFrame.BLOCK_NOTIFY) {
            return frame;
        }
        TopicBlock block = TopicBlock.decode(frame.data());
        String text = block.data().length() > 32 ? "" : block.data().utf8();
        if (!text.matches(OLD_FORM)) {
            return frame;
        }
        String[] parts = text.split(",");
        if (!block.topic().equals(TOPIC + parts[0])) {
            throw MalformedException.drop(
                    DropReason.MALFORMED, "a block notice whose topic and text name different groups");
        }
        return with(frame, write(new BlockNotify(parts[0], Long.parseLong(parts[1]))));
    }

    private static ChannelFrame with(ChannelFrame frame, Bytes data) {
        return new ChannelFrame(frame.type(), frame.seq(), frame.result(), data);
    }
}
