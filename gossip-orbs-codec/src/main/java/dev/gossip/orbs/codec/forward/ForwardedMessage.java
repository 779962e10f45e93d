package dev.gossip.orbs.codec.forward;

import dev.gossip.api.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * A message on its way down the tree.
 *
 * @param recipients short ids of all recipients, one after the other; or, if there are more than {@value #MAX_LISTED}, the
 *     digest of the network that the header's addressing is applied to
 * @param payloads of the message as its origin would have sent it directly, the header first
 */
public record ForwardedMessage(ForwardRecord record, Bytes recipients, List<Bytes> payloads) {

    /** Recipients that are named one by one. */
    public static final int MAX_LISTED = 64;

    public ForwardedMessage {
        payloads = List.copyOf(payloads);
    }

    /** Whether bytes are recipients by their length. */
    public static boolean isLegal(Bytes recipients) {
        int length = recipients.length();
        return length == Digests.DIGEST_BYTES
                || length % Digests.SHORT_ID_BYTES == 0 && length <= MAX_LISTED * Digests.SHORT_ID_BYTES;
    }

    /** The same message one link further. */
    ForwardedMessage onward() {
        return new ForwardedMessage(record.withHops(record.hops() + 1), recipients, payloads);
    }

    boolean isListed() {
        return recipients.length() != Digests.DIGEST_BYTES;
    }

    /** The listed recipients. */
    List<Bytes> listed() {
        List<Bytes> ids = new ArrayList<>();
        for (int at = 0; at < recipients.length(); at += Digests.SHORT_ID_BYTES) {
            ids.add(recipients.slice(at, Digests.SHORT_ID_BYTES));
        }
        return ids;
    }

    /** The sum of the payloads' sizes. */
    public static long bytesOf(List<Bytes> payloads) {
        return payloads.stream().mapToLong(Bytes::length).sum();
    }
}
