package dev.gossip.benchmarks.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.core.StandardRuntime;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.JdkTlsContext;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.spi.crypto.TlsContext;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every contender delivers what it is given: a stream run compares the number sent with the number received. */
class CarrierTest {

    private static final long LEAD = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long MEASURED = TimeUnit.MILLISECONDS.toNanos(40);

    private static StandardRuntime runtime;
    private static TlsContext tls;

    @BeforeAll
    static void issue() {
        runtime = StandardRuntime.create();
        DevelopmentCa ca = DevelopmentCa.create("bench", runtime.time());
        tls = JdkTlsContext.builder(ca.issue(NodeSpec.peer("localhost")).tls(ca.certificate()), runtime.time())
                .verifyPeerName(false)
                .build();
    }

    @AfterAll
    static void close() {
        runtime.close();
    }

    static Stream<Arguments> contenders() {
        return Stream.concat(Stream.of(Contender.SAME_JOB, Contender.LIMIT), Contender.transports().stream())
                .flatMap(name -> Stream.of(Arguments.of(name, false), Arguments.of(name, true)));
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void losesNothingOfAStream(String contender, boolean encrypted) throws Exception {
        try (Carrier carrier = Contender.open(contender, tls, null)) {
            int port = carrier.listen(encrypted, Receiver::new);
            for (int size : List.of(Frames.MIN_BYTES, 128, 70_001, Frames.MAX_BYTES)) {
                StreamRun run = new StreamRun();
                Carrier.Line line = carrier.connect(port, encrypted, size, run);
                Sample sample = run.run(line, size, LEAD, MEASURED);
                line.close();
                assertThat(sample.perSecond()).as("frames of %d bytes", size).isPositive();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void answersEveryRequestInOrder(String contender, boolean encrypted) throws Exception {
        Answers answers = new Answers(new LinkedBlockingQueue<>());
        try (Carrier carrier = Contender.open(contender, tls, null)) {
            int port = carrier.listen(encrypted, Receiver::new);
            Carrier.Line line = carrier.connect(port, encrypted, 128, answers);
            for (long value = 1; value <= 200; value++) {
                assertThat(line.offer(Frames.of(Frames.REQUEST, value, 128))).isTrue();
            }
            for (long value = 1; value <= 200; value++) {
                assertThat(answers.values().poll(20, TimeUnit.SECONDS)).isEqualTo(value);
            }
            line.close();
        }
    }

    @Test
    void requestRunWaitsForItsLastAnswer() throws Exception {
        try (Carrier carrier = Contender.open(Contender.SAME_JOB, tls, null)) {
            int port = carrier.listen(false, Receiver::new);
            RequestRun run = new RequestRun(128, 16, LEAD, MEASURED);
            Carrier.Line line = carrier.connect(port, false, 128, run);
            Sample sample = run.run(line);
            line.close();
            assertThat(sample.p50()).isLessThanOrEqualTo(sample.p99());
            assertThat(sample.receiver()).isEqualTo(Sample.Cost.NONE);
        }
    }

    private record Answers(BlockingQueue<Long> values) implements Carrier.Sink {

        @Override
        public void frame(Carrier.Line line, byte type, long value) {
            assertThat(type).isEqualTo(Frames.REPLY);
            values.add(value);
        }

        @Override
        public void writable() {}
    }
}
