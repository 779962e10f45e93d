package dev.gossip.fisco.codec.amop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.body.TopicList;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fisco.codec.wire.Json;
import dev.gossip.fisco.codec.wire.WireReader;
import dev.gossip.spi.protocol.MalformedException;
import java.util.Arrays;
import java.util.List;

/**
 * Topic lists and topic sequence numbers as text.
 *
 * <pre>
 *   sequence   decimal text
 *   2.x list   sequence, then a TAB and the topic for each topic
 *   3.x list   {"topicItems":["a","b"],"topicSeq":12} and a line feed
 * </pre>
 */
public final class TopicLists {

    /** The most topics that one node may announce. */
    public static final int MAX_TOPICS = 20_000;

    private static final String TAB = "\t";

    private TopicLists() {}

    /** A sequence number as text. */
    public static Bytes encodeSequence(long sequence) {
        if (sequence < 0) {
            throw new GossipException("topic sequence " + sequence + " is negative");
        }
        return Bytes.utf8(Long.toString(sequence));
    }

    /** A sequence number from text. */
    public static long decodeSequence(Bytes text) throws MalformedException {
        String digits = text.length() > 19 ? "" : text.utf8();
        // The canonical form only, so that no two texts say the same.
        if (!digits.matches("0|[1-9][0-9]{0,17}")) {
            throw problem("a topic sequence of " + text.length() + " bytes that is no decimal number");
        }
        return Long.parseLong(digits);
    }

    /** The list as 2.x nodes write it. */
    public static Bytes encode2(TopicList list) {
        for (String topic : list.topics()) {
            if (topic.contains(TAB)) {
                throw new GossipException("a topic with a TAB cannot be told to nodes of generation 2: " + topic);
            }
        }
        Bytes sequence = encodeSequence(list.sequence());
        return list.topics().isEmpty()
                ? sequence
                : Bytes.concat(sequence, Bytes.utf8(TAB + String.join(TAB, list.topics())));
    }

    /** The list as 2.x nodes write it. */
    public static TopicList decode2(Bytes payload) throws MalformedException {
        String[] parts =
                WireReader.ofPayload(payload).text(payload, "topic list").split(TAB, MAX_TOPICS + 2);
        if (parts.length > MAX_TOPICS + 1) {
            throw tooMany(parts.length - 1);
        }
        return new TopicList(
                decodeSequence(Bytes.utf8(parts[0])), Arrays.asList(parts).subList(1, parts.length));
    }

    /** The list as 3.x nodes write it. */
    public static Bytes encode3(TopicList list) {
        var object = Json.newObject();
        object.set("topicItems", Json.newTexts(list.topics()));
        object.put("topicSeq", list.sequence());
        return Json.line(object);
    }

    /** The list as 3.x nodes write it. */
    public static TopicList decode3(Bytes payload) throws MalformedException {
        JsonNode object = Json.object(payload, "the topic list");
        long sequence = Json.number(object, "topicSeq", "the topic list");
        // A node without topics writes null.
        JsonNode items = object.path("topicItems");
        List<String> topics =
                items.isNull() || items.isMissingNode() ? List.of() : Json.texts(items, MAX_TOPICS, "topicItems");
        return new TopicList(sequence, topics);
    }

    private static MalformedException tooMany(int topics) {
        return problem("at least " + topics + " topics, the limit is " + MAX_TOPICS);
    }

    private static MalformedException problem(String detail) {
        return MalformedException.drop(DropReason.MALFORMED, detail);
    }
}
