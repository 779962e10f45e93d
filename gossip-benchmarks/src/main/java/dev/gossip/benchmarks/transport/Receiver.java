package dev.gossip.benchmarks.transport;

/** The far end of one connection: counts data, answers requests. */
final class Receiver implements Carrier.Sink {

    private static final int REPLY_BYTES = 128;

    private long count;
    private Meter before = new Meter(0, 0);

    @Override
    public void frame(Carrier.Line line, byte type, long value) {
        switch (type) {
            case Frames.DATA -> count++;
            case Frames.REQUEST -> reply(line, Frames.REPLY, value);
            case Frames.START -> {
                count = 0;
                before = Meter.read();
            }
            case Frames.END -> {
                reply(line, Frames.COUNT, count);
                Meter used = Meter.read().since(before);
                reply(line, Frames.HEAP, used.heapBytes());
                reply(line, Frames.CPU, used.cpuNanos());
            }
            default -> throw new IllegalStateException("frame type " + type + " is not for the receiver");
        }
    }

    @Override
    public void writable() {}

    private static void reply(Carrier.Line line, byte type, long value) {
        if (!line.offer(Frames.of(type, value, REPLY_BYTES))) {
            throw new IllegalStateException("answers fill the queue; fewer requests must be in flight");
        }
    }
}
