package dev.gossip.orbs.codec;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.observe.DropReason;
import dev.gossip.orbs.codec.forward.ForwardRecord;
import dev.gossip.orbs.codec.forward.ForwardedMessage;
import dev.gossip.spi.protocol.MalformedException;
import java.util.ArrayList;
import java.util.List;

/** The bodies of the topic that forwarding uses between nodes. */
sealed interface Forwarded extends Body {

    /** The message type. */
    int type();

    /** Payloads after the header. */
    List<Bytes> payloads();

    /** A message on its way. */
    record Data(ForwardedMessage message) implements Forwarded {

        @Override
        public int type() {
            return 1;
        }

        @Override
        public List<Bytes> payloads() {
            List<Bytes> all = new ArrayList<>(message.payloads().size() + 2);
            all.add(message.record().encode());
            all.add(message.recipients());
            all.addAll(message.payloads());
            return all;
        }

        @Override
        public boolean isBulk() {
            return true;
        }
    }

    /** News of a message that comes from another node. */
    record Announcement(ForwardRecord record) implements Forwarded {

        @Override
        public int type() {
            return 2;
        }

        @Override
        public List<Bytes> payloads() {
            return List.of(record.encode());
        }
    }

    /** A wish for a message that did not come. */
    record Pull(ForwardRecord record) implements Forwarded {

        @Override
        public int type() {
            return 3;
        }

        @Override
        public List<Bytes> payloads() {
            return List.of(record.encode());
        }
    }

    static boolean hasType(int type) {
        return type >= 1 && type <= 3;
    }

    /**
     * @param content payloads after the header
     * @throws MalformedException naming the broken rule
     */
    static Forwarded read(int type, List<Bytes> content) throws MalformedException {
        int fixed = type == 1 ? 2 : 1;
        if (type == 1 ? content.size() <= fixed : content.size() != fixed) {
            throw bad("a forwarding message of type " + type + " cannot have " + content.size() + " payloads");
        }
        ForwardRecord record = ForwardRecord.decode(content.get(0));
        if (type != 1) {
            return type == 2 ? new Announcement(record) : new Pull(record);
        }
        Bytes recipients = content.get(1);
        if (!ForwardedMessage.isLegal(recipients)) {
            throw bad("recipients of " + recipients.length() + " bytes are neither up to " + ForwardedMessage.MAX_LISTED
                    + " ids nor a digest");
        }
        List<Bytes> payloads = content.subList(fixed, content.size());
        long bytes = ForwardedMessage.bytesOf(payloads);
        if (bytes != record.bytes() || payloads.size() != record.payloads()) {
            throw bad(payloads.size() + " payloads of " + bytes + " bytes are not the announced " + record.payloads()
                    + " of " + record.bytes());
        }
        return new Data(new ForwardedMessage(record, recipients, payloads));
    }

    private static MalformedException bad(String detail) {
        return MalformedException.drop(DropReason.MALFORMED, detail);
    }
}
