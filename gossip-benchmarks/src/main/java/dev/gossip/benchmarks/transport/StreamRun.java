package dev.gossip.benchmarks.transport;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Streams frames one way, as fast as the connection takes them. The clock stops when the receiver has confirmed the last
 * one, so a long queue gains nothing.
 */
final class StreamRun implements Carrier.Sink {

    private static final int PATIENCE_SECONDS = 30;
    private static final int BYTES_PER_LOOK_AT_THE_CLOCK = 64 << 10;

    private final Semaphore room = new Semaphore(0);
    private final BlockingQueue<Long> answers = new ArrayBlockingQueue<>(4);

    Sample run(Carrier.Line line, int size, long leadNanos, long nanos) throws InterruptedException {
        pass(line, size, leadNanos);
        return pass(line, size, nanos);
    }

    private Sample pass(Carrier.Line line, int size, long nanos) throws InterruptedException {
        byte[] data = Frames.of(Frames.DATA, 0, size);
        int burst = Math.max(1, BYTES_PER_LOOK_AT_THE_CLOCK / size);
        send(line, Frames.of(Frames.START, 0, Frames.MIN_BYTES));
        Meter before = Meter.read();
        long start = System.nanoTime();
        long sent = 0;
        do {
            for (int i = 0; i < burst; i++) {
                send(line, data);
            }
            sent += burst;
        } while (System.nanoTime() - start < nanos);
        send(line, Frames.of(Frames.END, 0, Frames.MIN_BYTES));
        long count = answer();
        long took = System.nanoTime() - start;
        Meter used = Meter.read().since(before);
        if (count != sent) {
            throw new IllegalStateException(sent + " frames were sent, but " + count + " arrived");
        }
        Meter usedThere = new Meter(answer(), answer());
        return new Sample(sent * 1e9 / took, 0, 0, 0, used.per(sent), usedThere.per(sent));
    }

    private void send(Carrier.Line line, byte[] frame) throws InterruptedException {
        while (!line.offer(frame)) {
            if (!room.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the connection was congested for " + PATIENCE_SECONDS + " s");
            }
        }
    }

    private long answer() throws InterruptedException {
        Long answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (answer == null) {
            throw new IllegalStateException("the receiver did not answer within " + PATIENCE_SECONDS + " s");
        }
        return answer;
    }

    @Override
    public void frame(Carrier.Line line, byte type, long value) {
        answers.add(value);
    }

    @Override
    public void writable() {
        room.release();
    }
}
