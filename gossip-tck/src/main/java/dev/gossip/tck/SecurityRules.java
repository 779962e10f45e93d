package dev.gossip.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.PeerAddress;
import dev.gossip.spi.crypto.TlsContext.ClientAuth;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import dev.gossip.spi.transport.SecurityFacts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who may connect, and what is known about them. Without TLS these rules check that TLS is refused. */
interface SecurityRules {

    @Test
    @DisplayName("T22 Both ends expose what TLS established, the proven chain included")
    default void t22ChainIsExposed(TransportBench bench) {
        Link plain = bench.link();
        assertThat(plain.near().security()).as("facts without TLS").isEqualTo(SecurityFacts.PLAIN);
        assertThat(plain.far().security()).as("facts without TLS").isEqualTo(SecurityFacts.PLAIN);
        if (!bench.speaksTls()) {
            return;
        }
        Events far = new Events();
        Listener listener = bench.listen(bench.secured(ContractTls.ALICE), far);
        Link link = bench.link(listener, bench.secured(ContractTls.BOB), new Events(), far);
        expectFacts(link.near().security(), ContractTls.BOB, ContractTls.ALICE);
        expectFacts(link.far().security(), ContractTls.ALICE, ContractTls.BOB);
        link.deliver("hello", bench.patience());
        assertThat(link.near().offer(Payloads.random(100_000, 5), dev.gossip.spi.transport.FramePriority.DATA))
                .isEqualTo(dev.gossip.api.SendResult.ACCEPTED);
        assertThat(bench.patience().next("a frame larger than a TLS record", far.frames))
                .isEqualTo(Payloads.random(100_000, 5));
    }

    private static void expectFacts(SecurityFacts facts, ContractTls own, ContractTls peer) {
        assertThat(facts.isEncrypted())
                .as("whether the facts say that TLS is on")
                .isTrue();
        assertThat(facts.protocol()).startsWith("TLS");
        assertThat(facts.cipherSuite()).as("cipher suite").isNotEmpty();
        assertThat(facts.peerLeaf()).as("the peer's certificate").contains(peer.leaf());
        assertThat(peer.ownChain())
                .as("the peer's chain, leaf first")
                .startsWith(facts.peerChain().toArray(java.security.cert.X509Certificate[]::new));
        assertThat(facts.ownLeaf()).as("our own certificate").contains(own.leaf());
    }

    @Test
    @DisplayName("T23 A certificate of another root is refused, by either end")
    default void t23WrongRootIsRefused(TransportBench bench) {
        if (bench.speaksTls()) {
            expectServerRefused(bench, ContractTls.MALLORY, ContractTls.BOB);
            expectClientRefused(bench, ContractTls.ALICE, ContractTls.MALLORY);
        }
    }

    @Test
    @DisplayName("T24 An expired certificate is refused, by either end")
    default void t24ExpiredIsRefused(TransportBench bench) {
        if (bench.speaksTls()) {
            expectServerRefused(bench, ContractTls.EXPIRED, ContractTls.BOB);
            expectClientRefused(bench, ContractTls.ALICE, ContractTls.EXPIRED);
        }
    }

    @Test
    @DisplayName("T25 A client without a certificate is refused if one is demanded, a client without TLS always")
    default void t25MissingCertificateIsRefused(TransportBench bench) {
        if (!bench.speaksTls()) {
            return;
        }
        expectClientRefused(bench, ContractTls.ALICE, ContractTls.NOBODY);
        for (ClientAuth lenient : List.of(ClientAuth.REQUEST, ClientAuth.NONE)) {
            Events far = new Events();
            Listener listener = bench.listen(bench.secured(ContractTls.ALICE.asking(lenient)), far);
            Link link = bench.link(listener, bench.secured(ContractTls.NOBODY), new Events(), far);
            assertThat(link.far().security().peerChain())
                    .as("chain of a client without a certificate")
                    .isEmpty();
            link.deliver("hello", bench.patience());
        }
        if (bench.meetsStrangers()) {
            Events far = new Events();
            try (Visit stranger = bench.stranger(bench.listen(bench.secured(ContractTls.ALICE), far))) {
                stranger.write("this is not TLS\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                bench.patience().until("a client without TLS to be cut off", stranger::isCut);
            }
            assertThat(far.opens).as("open events of a client without TLS").hasValue(0);
        }
    }

    @Test
    @DisplayName("T26 The server's name is checked if and only if the options say so")
    default void t26NameCheckIsSelectable(TransportBench bench) {
        if (!bench.speaksTls()) {
            return;
        }
        Events far = new Events();
        LinkOptions byKey = bench.secured(ContractTls.BOB);
        LinkOptions byName = bench.secured(ContractTls.BOB.checkingNames());
        Listener elsewhere = bench.listen(bench.secured(ContractTls.ELSEWHERE), far);
        bench.link(elsewhere, byKey, new Events(), far).deliver("identified by key", bench.patience());
        Events near = new Events();
        bench.patience()
                .failure(
                        "a server whose certificate names another host to be refused",
                        bench.tryConnect(elsewhere.address(), byName, near));
        assertThat(near.opens).as("open events of the refused dial").hasValue(0);
        Listener here = bench.listen(bench.secured(ContractTls.ALICE), remote -> Optional.of(new Events()));
        PeerAddress address = here.address();
        if (bench.traits().peerNames()) {
            bench.patience()
                    .get(
                            "a server whose certificate names the dialled host",
                            bench.tryConnect(address, byName, new Events()));
        } else {
            bench.patience()
                    .failure(
                            "a check of names that the transport cannot do to be refused",
                            bench.tryConnect(address, byName, new Events()));
        }
    }

    private static void expectServerRefused(TransportBench bench, ContractTls server, ContractTls client) {
        Listener listener = bench.listen(bench.secured(server), remote -> Optional.of(new Events()));
        Events near = new Events();
        Throwable failure = bench.patience()
                .failure(
                        "the dialler to refuse the server's certificate",
                        bench.tryConnect(listener.address(), bench.secured(client), near));
        assertThat(failure)
                .as("the address in the error")
                .hasMessageContaining(listener.address().hostAndPort());
        assertThat(near.opens).as("open events of the refused dial").hasValue(0);
    }

    private static void expectClientRefused(TransportBench bench, ContractTls server, ContractTls client) {
        Events far = new Events();
        Listener listener = bench.listen(bench.secured(server), far);
        Events near = new Events();
        boolean connected = bench.patience()
                .succeeds(
                        "an answer to a dial with a certificate that the server must refuse",
                        bench.tryConnect(listener.address(), bench.secured(client), near));
        if (connected) {
            // In TLS 1.3 a client is done before the server has judged its certificate.
            bench.patience().get("the refused client's connection to end", near.closed);
        }
        assertThat(far.opens)
                .as("open events at the server that must refuse the client")
                .hasValue(0);
    }
}
