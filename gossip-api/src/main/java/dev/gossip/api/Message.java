package dev.gossip.api;

/**
 * What is said, before it is signed and coded: a topic, a body and its part in an exchange. Immutable; made by
 * {@link #of(Topic, Body)} and the {@code with} methods.
 */
public interface Message {

    /** What it is about. */
    Topic topic();

    /** What it says. */
    Body body();

    /** Its part in an exchange. */
    MessageKind kind();

    /** The exchange that it belongs to; {@link Correlation#NONE} outside of one. */
    Correlation correlation();

    /** Whom it is meant for. */
    Recipients recipients();

    /** What only one protocol or extension understands. */
    Attributes attributes();

    /** A one-way message to everybody who may see it. */
    static Message of(Topic topic, Body body) {
        return new PlainMessage(topic, body, MessageKind.ONE_WAY, Correlation.NONE, Recipients.ALL, Attributes.empty());
    }

    /** A request or response within the exchange {@code correlation}. */
    static Message of(Topic topic, Body body, MessageKind kind, Correlation correlation) {
        return new PlainMessage(topic, body, kind, correlation, Recipients.ALL, Attributes.empty());
    }

    /** A copy with another body. */
    Message withBody(Body body);

    /** A copy within another exchange. */
    Message withCorrelation(Correlation correlation);

    /** A copy for others. */
    Message withRecipients(Recipients recipients);

    /** A copy in which the attribute {@code key} has {@code value}. */
    <T> Message with(Attributes.Key<T> key, T value);

    /** A copy with exactly these attributes. */
    Message withAttributes(Attributes attributes);
}
