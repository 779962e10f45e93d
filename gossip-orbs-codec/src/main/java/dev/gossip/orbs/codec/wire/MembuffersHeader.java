package dev.gossip.orbs.codec.wire;

import dev.gossip.api.Bytes;
import dev.gossip.spi.protocol.MalformedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The header as Orbs' node writes it with MemBuffers, little-endian.
 *
 * <pre>
 *   0  u32 protocol_version
 *   4  u32 virtual_chain_id
 *   8  u32 bytes of the list that follows
 *   12 list: for each address (padded to 4) u32 length, bytes
 *      (padded to 2) u16 recipient_mode | u16 topic index | u16 message type
 * </pre>
 *
 * A message may end before any field, which is 0 then, and may go on after the last.
 */
final class MembuffersHeader {

    private static final int LIST_START = 12;

    private MembuffersHeader() {}

    static Bytes encode(Header header) {
        int list = 0;
        for (Bytes recipient : header.recipients()) {
            list = aligned(list, 4) + Integer.BYTES + recipient.length();
        }
        int tail = aligned(LIST_START + list, 2);
        byte[] bytes = new byte[tail + 3 * Short.BYTES];
        ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt((int) header.version()).putInt((int) header.chain()).putInt(list);
        for (Bytes recipient : header.recipients()) {
            out.position(aligned(out.position(), 4));
            out.putInt(recipient.length());
            recipient.copyTo(out);
        }
        out.position(tail);
        out.putShort((short) header.mode()).putShort((short) header.topic()).putShort((short) header.type());
        return Bytes.wrap(bytes);
    }

    static Header decode(Bytes payload) throws MalformedException {
        if (payload.isEmpty()) {
            throw bad("an empty payload is no header");
        }
        ByteBuffer in = payload.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        long version = Integer.toUnsignedLong(nextInt(in));
        long chain = Integer.toUnsignedLong(nextInt(in));
        long listBytes = Integer.toUnsignedLong(nextInt(in));
        if (listBytes > in.remaining()) {
            throw bad("a list of " + listBytes + " bytes exceeds the header");
        }
        int listEnd = in.position() + (int) listBytes;
        List<Bytes> recipients = new ArrayList<>();
        while (in.position() < listEnd) {
            recipients.add(nextAddress(in, payload, listEnd));
        }
        return new Header(version, chain, nextShort(in), recipients, nextShort(in), nextShort(in));
    }

    private static Bytes nextAddress(ByteBuffer in, Bytes payload, int listEnd) throws MalformedException {
        int start = aligned(in.position(), 4) + Integer.BYTES;
        if (start > listEnd) {
            throw bad("the list of recipients ends within an address");
        }
        long length = Integer.toUnsignedLong(in.getInt(start - Integer.BYTES));
        if (length > listEnd - start) {
            throw bad("an address of " + length + " bytes exceeds the list of recipients");
        }
        in.position(start + (int) length);
        return Addresses.checked(payload.slice(start, (int) length));
    }

    private static int nextInt(ByteBuffer in) throws MalformedException {
        return hasField(in, Integer.BYTES) ? in.getInt() : 0;
    }

    private static int nextShort(ByteBuffer in) throws MalformedException {
        in.position(Math.min(in.limit(), aligned(in.position(), Short.BYTES)));
        return hasField(in, Short.BYTES) ? Short.toUnsignedInt(in.getShort()) : 0;
    }

    private static boolean hasField(ByteBuffer in, int size) throws MalformedException {
        if (in.hasRemaining() && in.remaining() < size) {
            throw bad("the header ends within a field");
        }
        return in.hasRemaining();
    }

    private static int aligned(int offset, int unit) {
        return (offset + unit - 1) & -unit;
    }

    private static MalformedException bad(String detail) {
        return MalformedException.drop(WireDropReasons.BAD_HEADER, "the header is not membuffers: " + detail);
    }
}
