package dev.gossip.benchmarks.transport;

import java.util.function.Supplier;

/** One contender: a way to move frames of known content between two processes. Used by one benchmark thread. */
interface Carrier extends AutoCloseable {

    /** Accepts connections on a free port of the loopback interface, each with a sink of its own; returns the port. */
    int listen(boolean tls, Supplier<Sink> sinks) throws Exception;

    /**
     * Connects to a port of the other process.
     *
     * @param frameBytes the size of most frames, from which a contender may derive the capacity of its queue
     */
    Line connect(int port, boolean tls, int frameBytes, Sink sink) throws Exception;

    @Override
    void close();

    /** The sending side of one connection. */
    interface Line {

        /** Queues a frame and never blocks; false if the queue is full, then {@link Sink#writable} follows. */
        boolean offer(byte[] frame);

        void close();
    }

    /** The receiving side of one connection; called on the contender's event loop. */
    interface Sink {

        /**
         * One frame arrived.
         *
         * @param value as it was written, 0 for {@link Frames#DATA}
         */
        void frame(Line line, byte type, long value);

        /** There is room in a queue that was full. */
        void writable();
    }
}
