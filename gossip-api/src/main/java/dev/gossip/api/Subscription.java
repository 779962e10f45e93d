package dev.gossip.api;

/** A registered handler with its bounded mailbox; closing it stops further calls. */
public interface Subscription extends AutoCloseable {

    /** Messages waiting in the mailbox now. */
    int pending();

    /** Messages dropped because the mailbox was full. */
    long dropped();

    /** Idempotent. A call that is already running is not interrupted. */
    @Override
    void close();
}
