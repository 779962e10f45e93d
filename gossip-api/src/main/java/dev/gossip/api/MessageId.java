package dev.gossip.api;

/** The identity of one statement, equal for every copy of it on every link of an endpoint. */
public record MessageId(Bytes value) {

    @Override
    public String toString() {
        return value.slice(0, Math.min(6, value.length())).hex();
    }
}
