package dev.gossip.examples.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.Pem;
import dev.gossip.fabric.msp.MspDirectory;
import dev.gossip.fabric.msp.MspTrust;
import dev.gossip.testkit.VirtualRuntime;
import dev.gossip.testkit.VirtualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MspWatchTest {

    private static final Duration LOOK = Duration.ofSeconds(10);

    private final VirtualTime time = new VirtualTime();
    private final List<String> log = new ArrayList<>();
    private int rechecks;

    @TempDir
    private Path folder;

    @Test
    void aNewAuthorityCountsFromTheNextLookOnAndAFaultyOneChangesNothing() throws IOException {
        write("first.pem", DevelopmentCa.create("Org1MSP", time));
        MspDirectory msp = MspDirectory.of("Org1MSP", folder);
        MspTrust trust = new MspTrust(msp.load(), time);
        try (MspWatch watch =
                MspWatch.start(msp, folder, trust, () -> rechecks++, new VirtualRuntime(time, 1), log::add)) {
            assertThat(watch).isNotNull();
            Object before = trust.own();
            time.advance(LOOK);
            assertThat(trust.own()).isSameAs(before);

            write("second.pem", DevelopmentCa.create("Org1MSP", time));
            time.advance(LOOK);
            Object after = trust.own();
            assertThat(after).isNotSameAs(before);
            assertThat(rechecks).isEqualTo(1);
            assertThat(log).singleElement().asString().contains("changed and is judged by now");

            Files.writeString(folder.resolve("cacerts").resolve("third.pem"), "half a certificate");
            time.advance(LOOK.multipliedBy(3));
            assertThat(trust.own()).isSameAs(after);
            assertThat(rechecks).isEqualTo(1);
            assertThat(log).hasSize(2);
            assertThat(log.get(1)).contains("third.pem");
        }
        assertThat(time.pendingTasks()).isZero();
    }

    private void write(String name, DevelopmentCa ca) throws IOException {
        Path authorities = Files.createDirectories(folder.resolve("cacerts"));
        Files.write(authorities.resolve(name), Pem.encode(ca.certificate()).toByteArray());
    }
}
