package dev.gossip.orbs.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.NodeId;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.protocol.MalformedException;
import java.util.ArrayList;
import java.util.List;

/**
 * An application's message as the payloads of a topic of ours, which Orbs' own nodes drop as unknown.
 *
 * <pre>
 *   payload 1 origin's id | 2 number, 8 bytes, which makes equal messages different | 3 scope, UTF-8 | 4 name, UTF-8
 *   payloads 5 and following: the segments
 * </pre>
 *
 * @param content the payloads as they travel
 */
record ApplicationContent(List<Bytes> content) {

    private static final int SEGMENTS = 4;
    private static final int MAX_NAME_BYTES = 1_024;

    static ApplicationContent of(NodeId origin, long number, Topic topic, Opaque body) {
        List<Bytes> content = new ArrayList<>(SEGMENTS + body.segments().size());
        content.add(origin.value());
        content.add(Bytes.ofLong(number));
        content.add(name(topic.scope()));
        content.add(name(topic.name()));
        content.addAll(body.segments());
        return new ApplicationContent(content);
    }

    private static Bytes name(String text) {
        Bytes encoded = Bytes.utf8(text);
        if (encoded.length() > MAX_NAME_BYTES) {
            throw new GossipException(
                    "a topic's scope or name of " + encoded.length() + " bytes exceeds the limit of " + MAX_NAME_BYTES);
        }
        return encoded;
    }

    /** @throws MalformedException naming the broken rule */
    static ApplicationContent read(List<Bytes> content) throws MalformedException {
        if (content.size() < SEGMENTS
                || content.get(0).isEmpty()
                || content.get(1).length() != Long.BYTES
                || content.get(2).length() > MAX_NAME_BYTES
                || content.get(3).length() > MAX_NAME_BYTES) {
            throw MalformedException.drop(
                    DropReason.MALFORMED,
                    "an application message needs origin, number (8 bytes), scope and name (at most " + MAX_NAME_BYTES
                            + " bytes each)");
        }
        return new ApplicationContent(content);
    }

    NodeId origin() {
        return new NodeId(content.get(0));
    }

    Topic topic() {
        return Topic.of(content.get(2).utf8(), content.get(3).utf8());
    }

    Opaque body() {
        return new Opaque(content.subList(SEGMENTS, content.size()));
    }
}
