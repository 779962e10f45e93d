package dev.gossip.benchmarks.micro;

import dev.gossip.fabric.codec.FabricProtocol;
import dev.gossip.spi.transport.Carriage;
import dev.gossip.spi.transport.CarrierKind;
import dev.gossip.spi.transport.Framing;
import dev.gossip.spi.transport.FramingException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The two things that a transport asks a framing for, per frame. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FramingBenchmark {

    private static final int FRAME_BYTES = 1 << 10;

    private final Framing framing = ((Carriage.ByteStream)
                    new FabricProtocol().carriage(CarrierKind.BYTE_STREAM).orElseThrow())
            .framing();
    private final Framing.Cutter cutter = framing.newCutter();
    private final ByteBuffer out = ByteBuffer.allocateDirect(framing.prefixLength());
    private final ByteBuffer in = ByteBuffer.allocateDirect(framing.prefixLength() + FRAME_BYTES);

    /** For JMH. */
    public FramingBenchmark() {
        framing.writePrefix(FRAME_BYTES, in);
        in.clear();
    }

    @Benchmark
    public ByteBuffer writePrefix() {
        framing.writePrefix(FRAME_BYTES, out.clear());
        return out;
    }

    @Benchmark
    public int measure() throws FramingException {
        return cutter.measure(in.clear());
    }
}
