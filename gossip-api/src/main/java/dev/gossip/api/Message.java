package dev.gossip.api;

/**
 * What is said, before it is signed and coded: a topic, a body and its part in an exchange. Immutable; made by
 * {@link #of(Topic, Body)} and the {@code with} methods.
 */
public interface Message {

    Topic topic();

    Body body();

    MessageKind kind();

    Correlation correlation();

    Recipients recipients();

    Attributes attributes();

    /** A one-way message to everybody who may see it. */
    static Message of(Topic topic, Body body) {
        return new PlainMessage(
                topic, body, MessageKind.ONE_WAY, Correlation.NONE, Recipients.ALL, Attributes.empty());
    }

    /** A request or response within the exchange {@code correlation}. */
    static Message of(Topic topic, Body body, MessageKind kind, Correlation correlation) {
        return new PlainMessage(topic, body, kind, correlation, Recipients.ALL, Attributes.empty());
    }

    Message withBody(Body body);

    Message withCorrelation(Correlation correlation);

    Message withRecipients(Recipients recipients);

    <T> Message with(Attributes.Key<T> key, T value);
}
