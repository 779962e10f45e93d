package dev.gossip.api;

/** The one implementation of {@link Message}. */
record PlainMessage(
        Topic topic, Body body, MessageKind kind, Correlation correlation, Recipients recipients, Attributes attributes)
        implements Message {

    @Override
    public Message withBody(Body newBody) {
        return new PlainMessage(topic, newBody, kind, correlation, recipients, attributes);
    }

    @Override
    public Message withCorrelation(Correlation newCorrelation) {
        return new PlainMessage(topic, body, kind, newCorrelation, recipients, attributes);
    }

    @Override
    public Message withRecipients(Recipients newRecipients) {
        return new PlainMessage(topic, body, kind, correlation, newRecipients, attributes);
    }

    @Override
    public <T> Message with(Attributes.Key<T> key, T value) {
        return new PlainMessage(topic, body, kind, correlation, recipients, attributes.with(key, value));
    }

    @Override
    public Message withAttributes(Attributes newAttributes) {
        return new PlainMessage(topic, body, kind, correlation, recipients, newAttributes);
    }
}
