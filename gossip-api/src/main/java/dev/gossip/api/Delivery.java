package dev.gossip.api;

/** A message as a handler gets it: what was said, who handed it over, and what is proven about who said it. */
public interface Delivery {

    /** What was said, with the exact bytes in which it was said. */
    Envelope envelope();

    /** The message inside {@link #envelope()}. */
    default Message message() {
        return envelope().message();
    }

    /** Who handed us these bytes. */
    LinkPeer from();

    /** What is proven about {@link Envelope#origin()}. */
    OriginProof proof();

    /**
     * Answers on the link that the message came from, with the request's topic and correlation. May be called from any thread, also after the handler returned; signs on the calling
     * thread if the protocol signs such messages.
     *
     * @param kind {@link MessageKind#RESPONSE}, or {@link MessageKind#ERROR} if the request could not be served
     * @throws GossipException if the protocol cannot write the body, naming the limit or rule
     * @return what became of the frame; never blocks
     */
    SendResult reply(MessageKind kind, Body body);

    /** Answers with a {@link MessageKind#RESPONSE}. */
    default SendResult reply(Body body) {
        return reply(MessageKind.RESPONSE, body);
    }
}
