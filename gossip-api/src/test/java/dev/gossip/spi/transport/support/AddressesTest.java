package dev.gossip.spi.transport.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.PeerAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

    @ParameterizedTest
    @CsvSource({
        "::, ::",
        "::1, ::1",
        "0:0:0:0:0:0:1:0, ::1:0",
        "2001:db8:0:0:0:0:0:1, 2001:db8::1",
        "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:0:1:0:0:0, 2001:db8:0:0:1::",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "fe80:0:0:0:0:0:0:0, fe80::",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8"
    })
    void ipv6HasOneText(String given, String text) throws UnknownHostException {
        InetAddress ip = InetAddress.getByName(given);
        assertThat(Addresses.of("tcp", new InetSocketAddress(ip, 7)).host()).isEqualTo(text);
        assertThat(InetAddress.getByName(text)).isEqualTo(ip);
    }

    @Test
    void aScopeIsKept() throws UnknownHostException {
        byte[] ip = InetAddress.getByName("fe80::1").getAddress();
        assertThat(Addresses.text(Inet6Address.getByAddress(null, ip, 3))).isEqualTo("fe80::1%3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "255.255.255.255", "fe80::1"})
    void literalsNeedNoLookup(String literal) throws UnknownHostException {
        InetAddress expected = InetAddress.getByName(literal);
        assertThat(Addresses.resolve(PeerAddress.of(literal, 9), AddressesTest::noLookup))
                .isCompletedWithValueMatching(sockets -> sockets.equals(List.of(new InetSocketAddress(expected, 9))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "256.1.1.1", "1.2.3", "a.b.c.d"})
    void namesDo(String name) {
        assertThat(Addresses.resolve(PeerAddress.of(name, 9), AddressesTest::noLookup))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void whatLooksLikeIpv6IsNeverLookedUp() {
        assertThat(Addresses.resolve(PeerAddress.of("no:such:thing", 9), AddressesTest::noLookup))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(UnknownHostException.class);
    }

    private static void noLookup(Runnable task) {
        throw new RejectedExecutionException("no lookup expected");
    }
}
