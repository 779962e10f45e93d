package dev.gossip.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.PeerAddress;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreeAddressesTest {

    private final FreeAddresses addresses = new FreeAddresses();

    @Test
    void eachAddressIsGivenOnceAlthoughNobodyBindsIt() {
        Set<PeerAddress> given = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            assertThat(given.add(addresses.next())).isTrue();
        }
    }

    @Test
    void aTakenPortIsLeftOut() throws Exception {
        int port = addresses.next().port();
        try (ServerSocket taken = new ServerSocket(port + 1, 1, InetAddress.getLoopbackAddress())) {
            assertThat(addresses.next().port()).isNotEqualTo(taken.getLocalPort());
        }
    }
}
