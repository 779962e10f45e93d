package dev.gossip.benchmarks.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.core.StandardRuntime;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.JdkTlsContext;
import dev.gossip.crypto.LocalIdentities;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.crypto.TlsMaterial;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallsTest {

    @ParameterizedTest
    @CsvSource({"amop, false", "amop, true", "ordinary, false", "ordinary, true"})
    void everyRequestIsAnswered(String contender, boolean encrypted) throws Exception {
        try (StandardRuntime runtime = StandardRuntime.create()) {
            DevelopmentCa ca = DevelopmentCa.create("bench", runtime.time());
            try (Carrier subscriber = open(contender, runtime, ca);
                    Carrier publisher = open(contender, runtime, ca)) {
                int port = subscriber.listen(encrypted, Receiver::new);
                BlockingQueue<Long> answers = new LinkedBlockingQueue<>();
                Carrier.Line line = publisher.connect(port, encrypted, 128, new Answers(answers));
                List<Long> wanted = LongStream.rangeClosed(1, 200).boxed().toList();
                for (long value : wanted) {
                    assertThat(line.offer(Frames.of(Frames.REQUEST, value, 128)))
                            .isTrue();
                }
                List<Long> heard = new ArrayList<>();
                for (int i = 0; i < wanted.size(); i++) {
                    heard.add(answers.poll(20, TimeUnit.SECONDS));
                }
                assertThat(heard).containsExactlyInAnyOrderElementsOf(wanted);
                line.close();
            }
        }
    }

    private static Carrier open(String contender, StandardRuntime runtime, DevelopmentCa ca) {
        TlsMaterial material = ca.issue(NodeSpec.peer("localhost")).tls(ca.certificate());
        return Contender.open(
                contender,
                JdkTlsContext.builder(material, runtime.time())
                        .verifyPeerName(false)
                        .build(),
                LocalIdentities.presented(material));
    }

    private record Answers(BlockingQueue<Long> values) implements Carrier.Sink {

        @Override
        public void frame(Carrier.Line line, byte type, long value) {
            values.add(value);
        }

        @Override
        public void writable() {}
    }
}
