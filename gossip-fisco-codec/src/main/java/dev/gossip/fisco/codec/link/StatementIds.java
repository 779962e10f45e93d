package dev.gossip.fisco.codec.link;

import dev.gossip.api.Bytes;
import dev.gossip.api.MessageId;
import dev.gossip.api.NodeId;
import dev.gossip.api.Sealed;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Ids of statements. They never travel, so that any digest would do; a short statement needs none and is its own. */
public final class StatementIds {

    private static final int SHORT_BYTES = 1 << 10;

    private StatementIds() {}

    /** Of who said it and what was said: senders count alike, so equal frames of two of them are two statements. */
    public static MessageId of(Sealed sealed) {
        return of(sealed.origin().map(NodeId::value).orElse(Bytes.empty()), sealed.content());
    }

    /** Of content that names who said it. */
    public static MessageId of(Bytes content) {
        return content.length() <= SHORT_BYTES ? new MessageId(content) : of(Bytes.empty(), content);
    }

    /** Of two parts, the first of which has a fixed length or is part of the second one's meaning. */
    public static MessageId of(Bytes first, Bytes second) {
        if (first.length() + second.length() <= SHORT_BYTES) {
            return new MessageId(Bytes.concat(first, second));
        }
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(first.asReadOnlyBuffer());
            sha256.update(second.asReadOnlyBuffer());
            return new MessageId(Bytes.wrap(sha256.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
