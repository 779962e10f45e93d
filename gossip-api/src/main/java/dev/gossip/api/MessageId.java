package dev.gossip.api;

/** The identity of one statement, equal for every copy of it on every link of an endpoint. */
public record MessageId(Bytes value) implements Comparable<MessageId> {

    @Override
    public int compareTo(MessageId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.slice(0, Math.min(6, value.length())).hex();
    }
}
