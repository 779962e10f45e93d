package dev.gossip.api;

/** A message as a handler gets it: what was said, who handed it over, and what is proven about who said it. */
public interface Delivery {

    Envelope envelope();

    default Message message() {
        return envelope().message();
    }

    /** Who handed us these bytes. */
    LinkPeer from();

    /** What is proven about {@link Envelope#origin()}. */
    OriginProof proof();

    /**
     * Answers on the link that the message came from, with the request's topic and correlation.
     *
     * @return what became of the frame; never blocks
     */
    SendResult reply(Body body);
}
