package dev.gossip.core.discovery;

import static dev.gossip.core.discovery.NameServer.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.PeerAddress;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DnsDiscoveryTest {

    private final NameServer server = new NameServer();
    private final DnsDiscovery dns = new DnsDiscovery();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aNameStandsForAllItsAddresses() throws IOException {
        server.addresses("gossip.ns.svc.cluster.local", "10.1.0.7", "10.1.0.8", "2001:db8::9");

        assertThat(dns.find("gossip.ns.svc.cluster.local:7051@" + server.address()))
                .containsExactlyInAnyOrder(
                        PeerAddress.of("10.1.0.7", 7051),
                        PeerAddress.of("10.1.0.8", 7051),
                        PeerAddress.of("2001:db8:0:0:0:0:0:9", 7051));
    }

    @Test
    void servicesComeByPriorityThenWeightAndKeepTheirNames() throws IOException {
        server.services(
                "_gossip._tcp.example",
                service(20, 1, 7003, "c.example"),
                service(10, 1, 7001, "a.example"),
                service(10, 9, 7002, "b.example"));

        assertThat(dns.find("_gossip._tcp.example@" + server.address()))
                .containsExactly(
                        PeerAddress.of("b.example", 7002),
                        PeerAddress.of("a.example", 7001),
                        PeerAddress.of("c.example", 7003));
    }

    @Test
    void aServiceThatIsNotOfferedHasNoAddress() throws IOException {
        server.services("_gossip._tcp.example", service(0, 0, 0, ""));
        assertThat(dns.find("_gossip._tcp.example@" + server.address())).isEmpty();
    }

    @Test
    void aNameThatDoesNotExistIsAnEmptyAnswer() throws IOException {
        assertThat(dns.find("nobody.example:1@" + server.address())).isEmpty();
        assertThat(dns.find("_nothing._tcp.example@" + server.address())).isEmpty();
    }

    @Test
    void theSystemsResolverKnowsLocalhost() throws IOException {
        assertThat(dns.find("localhost:7051")).contains(PeerAddress.of("127.0.0.1", 7051));
    }

    @Test
    void aServerThatDoesNotAnswerIsAnErrorThatNamesIt() {
        server.close();
        assertThatThrownBy(() -> dns.find("a.example:1@" + server.address()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a.example")
                .hasMessageContaining(server.address());
    }

    @ParameterizedTest
    @ValueSource(strings = {"name-without-port", "name:port", ":1", "a b:1"})
    void aMalformedQuerySaysWhatIsExpected(String query) {
        assertThatThrownBy(() -> dns.find(query))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(query)
                .hasMessageContaining("_service._proto.name");
    }
}
