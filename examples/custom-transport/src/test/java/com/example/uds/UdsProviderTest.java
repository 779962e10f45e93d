package com.example.uds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Choice;
import dev.gossip.api.GossipException;
import dev.gossip.api.PeerAddress;
import dev.gossip.core.registry.ProviderRegistry;
import dev.gossip.spi.transport.Transport;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class UdsProviderTest {

    private final ProviderRegistry<Transport> registry =
            ProviderRegistry.transports(getClass().getClassLoader());

    @Test
    void aNodeFindsItByName() {
        assertThat(registry.choose(Choice.named("uds"))).isInstanceOf(UdsTransport.class);
    }

    @Test
    void aNodeNeverTakesItUnasked() {
        assertThatThrownBy(() -> registry.choose(Choice.any()))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("uds (priority 0");
    }

    @Test
    void itDeclaresWhatItCanDo() {
        UdsTransport transport = new UdsTransport();
        assertThat(transport.availability().usable()).isTrue();
        assertThat(transport.capabilities().tls()).isFalse();
        assertThat(transport.capabilities().crossProcess()).isTrue();
    }

    @Test
    void anAddressIsAFileInAFolder() {
        PeerAddress address = PeerAddress.parse("uds://%2Frun%2Fgossip:7051");
        assertThat(UdsAddress.file(address).getPath()).isEqualTo(Path.of("/run/gossip/7051.sock"));
        assertThat(UdsAddress.of(Path.of("/run/gossip"), 7051)).isEqualTo(address);
        PeerAddress odd = UdsAddress.of(Path.of("/tmp/a b+c%"), 1);
        assertThat(PeerAddress.parse(odd.toString())).isEqualTo(odd);
        assertThat(UdsAddress.file(odd).getPath()).isEqualTo(Path.of("/tmp/a b+c%/1.sock"));
    }

    @Test
    void aHostThatIsNoFolderIsRefused() {
        assertThatThrownBy(() -> UdsAddress.file(PeerAddress.parse("localhost:7051")))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("'localhost'");
    }
}
