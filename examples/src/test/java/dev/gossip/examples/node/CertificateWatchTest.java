package dev.gossip.examples.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.crypto.Curve;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.IssuedNode;
import dev.gossip.crypto.JdkTlsContext;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.crypto.Pem;
import dev.gossip.crypto.TlsFiles;
import dev.gossip.testkit.VirtualRuntime;
import dev.gossip.testkit.VirtualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateWatchTest {

    private static final Instant TODAY = Instant.parse("2026-01-01T00:00:00Z");

    private final DevelopmentCa ca =
            DevelopmentCa.create("Org1MSP", "tlsca", Curve.P_256, Duration.ofDays(40), new VirtualTime(TODAY));
    private final List<String> log = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void changedFilesAreUsedOnceTheyFit() throws Exception {
        write("first");
        VirtualTime time = new VirtualTime(TODAY);
        TlsFiles files = files(time);
        JdkTlsContext tls = JdkTlsContext.builder(files.load(), time).build();
        try (AutoCloseable watch = CertificateWatch.start(files, tls, new VirtualRuntime(time, 1), log::add)) {
            assertThat(watch).isNotNull();
            time.advance(Duration.ofSeconds(25));
            assertThat(log).isEmpty();

            write("second");
            time.advance(Duration.ofSeconds(10));
            assertThat(log).singleElement().asString().contains("TLS uses what changed", "CN=second");
            assertThat(tls.ownChain().get(0).getSubjectX500Principal().getName())
                    .contains("CN=second");

            Files.writeString(folder.resolve("cert.pem"), "half a fi");
            time.advance(Duration.ofSeconds(60));
            assertThat(log).hasSize(2);
            assertThat(log.get(1)).contains("of no use", "cert.pem");

            write("third");
            time.advance(Duration.ofSeconds(10));
            assertThat(log).hasSize(3);
        }
        assertThat(time.pendingTasks()).isZero();
    }

    @Test
    void endsAreToldInTime() throws Exception {
        write("first");
        VirtualTime time = new VirtualTime(TODAY.plus(Duration.ofHours(40 * 24 - 1)));
        TlsFiles files = files(time);
        JdkTlsContext tls = JdkTlsContext.builder(files.load(), time).build();
        try (AutoCloseable watch = CertificateWatch.start(files, tls, new VirtualRuntime(time, 1), log::add)) {
            assertThat(watch).isNotNull();
            time.advance(Duration.ofMinutes(10));
            assertThat(log).singleElement().asString().contains("trusted root", "expires on");
            time.advance(Duration.ofHours(1));
            assertThat(log).hasSize(2);
            assertThat(log.get(1)).contains("expired on");
        }
    }

    private TlsFiles files(VirtualTime time) {
        return TlsFiles.of(
                folder.resolve("key.pem"), folder.resolve("cert.pem"), List.of(folder.resolve("ca.pem")), time);
    }

    private void write(String name) throws IOException {
        IssuedNode node = ca.issue(NodeSpec.peer(name).dns("localhost"));
        Files.write(folder.resolve("ca.pem"), Pem.encode(ca.certificate()).toByteArray());
        Files.write(folder.resolve("cert.pem"), node.chainPem().toByteArray());
        Files.write(folder.resolve("key.pem"), node.keyPem().toByteArray());
    }
}
