package dev.gossip.examples.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.examples.config.NodeConfig;
import dev.gossip.fabric.config.ChannelConfiguration;
import dev.gossip.fabric.config.ChannelOrganisation;
import dev.gossip.fabric.msp.MspDirectory;
import dev.gossip.fabric.msp.MspTrust;
import dev.gossip.testkit.VirtualRuntime;
import dev.gossip.testkit.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class TlsWiringTest {

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-12-01T00:00:00Z"));
    private final List<String> log = new ArrayList<>();

    @Test
    void authoritiesOfAChannelsOrganisationsAreTrustedOnceItIsJoined() {
        MspTrust trust =
                new MspTrust(MspDirectory.of("Org1MSP", RealNetwork.msp()).load(), time);
        Path folder = RealNetwork.tls();
        NodeConfig.TlsFiles files = new NodeConfig.TlsFiles(
                folder.resolve("server.crt"),
                folder.resolve("server.key"),
                List.of(folder.resolve("ca.crt")),
                Path.of(""),
                Path.of(""));
        TlsWiring wiring = new TlsWiring(files, trust, time);
        assertThat(authorities(wiring)).singleElement().asString().contains("tlsca.org1");

        join(
                trust,
                ChannelConfiguration.fromBlock(RealNetwork.block(0)).members().values());
        List<CertificateWatch> watches = wiring.watch(new VirtualRuntime(time, 1), log::add);
        assertThat(authorities(wiring))
                .hasSize(2)
                .anyMatch(name -> name.contains("tlsca.org1"))
                .anyMatch(name -> name.contains("tlsca.org2"));

        trust.leave("ch1");
        time.advance(Duration.ofSeconds(10));
        assertThat(authorities(wiring)).hasSize(1);
        watches.forEach(CertificateWatch::close);
    }

    private static void join(MspTrust trust, Collection<ChannelOrganisation> members) {
        trust.channel("ch1", members.stream().map(ChannelOrganisation::msp).toList(), reader -> true);
    }

    private static List<String> authorities(TlsWiring wiring) {
        return Arrays.stream(wiring.context().trustManager().getAcceptedIssuers())
                .map(root -> root.getSubjectX500Principal().getName())
                .toList();
    }
}
