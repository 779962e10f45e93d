package dev.gossip.spi.protocol;

import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageId;
import dev.gossip.api.Sealed;
import java.util.List;

/**
 * Turns messages into bytes and back, in two stages, so that signing and verifying happen between them.
 *
 * <pre>
 *   Message --write--&gt; content --sign--&gt; Envelope --seal--&gt; frame
 *   frame --open--&gt; Sealed --verify--&gt; --read--&gt; Message
 * </pre>
 *
 * What leaves {@link #read} is complete and legal. Stateless and thread-safe.
 */
public interface Codec {

    /**
     * Encodes what is to be signed.
     *
     * @throws dev.gossip.api.GossipException if the message breaks a limit or rule of the protocol, naming it
     */
    Content write(Message message);

    /** Builds the frame for links of {@code linkClass}; the sealed bytes are used as they are. */
    Bytes seal(Envelope envelope, LinkClass linkClass);

    /**
     * Opens a frame as far as cheap checks need it.
     *
     * @throws MalformedException naming the broken rule
     */
    Sealed open(Bytes frame, LinkPeer from) throws MalformedException;

    /**
     * Makes the message of an opened statement, nested statements included.
     *
     * @throws MalformedException naming the broken rule
     */
    Message read(Sealed sealed, LinkPeer from) throws MalformedException;

    /** Makes the sealed form of what {@link #write} returned, once it is signed. */
    Sealed sealed(Message message, Content content, Bytes signature, List<dev.gossip.api.Attachment> attachments);

    /** The identity of a statement; the same for every copy. */
    MessageId idOf(Sealed sealed);

    /**
     * What {@link #write} produces.
     *
     * @param content the bytes to sign
     * @param attachments contents of strippable attachments, each to be signed on its own
     */
    record Content(Bytes content, List<Bytes> attachments) {

        public Content {
            attachments = List.copyOf(attachments);
        }

        /** Content without attachments. */
        public static Content of(Bytes content) {
            return new Content(content, List.of());
        }
    }
}
