package dev.gossip.guice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipException;
import dev.gossip.core.StandardRuntime;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.spi.crypto.Signer;
import java.security.PrivateKey;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EndpointCompleterTest {

    private final StandardRuntime runtime = StandardRuntime.create();

    @AfterEach
    void closeRuntime() {
        runtime.close();
    }

    private EndpointConfig equipped() {
        return DevelopmentCa.create("Org1MSP", runtime.time())
                .equip(EndpointConfig.named("main"), "localhost")
                .protocol("fabric")
                .setting("application", "true")
                .build();
    }

    private static EndpointCompleter completer(Optional<Signer> signer) {
        return new EndpointCompleter(Optional.empty(), Optional.empty(), signer);
    }

    @Test
    void withoutBindingsAnEndpointStaysAsItIs() {
        EndpointConfig endpoint = equipped();
        assertThat(completer(Optional.empty()).complete(endpoint)).isEqualTo(endpoint);
        EndpointConfig bare = EndpointConfig.named("bare").build();
        assertThat(completer(Optional.of(new FixedSigner(true))).complete(bare)).isEqualTo(bare);
    }

    @Test
    void aBoundSignerSignsForTheIdentity() {
        EndpointConfig endpoint = equipped();
        var completed = completer(Optional.of(new FixedSigner(true))).complete(endpoint);
        assertThat(completed.identity().orElseThrow().sign(Bytes.utf8("anything")))
                .isEqualTo(Bytes.utf8("signed"));
        assertThat(completed.identity().orElseThrow().identity())
                .isEqualTo(endpoint.identity().orElseThrow().identity());
    }

    @Test
    void aSignerThatCannotUseTheKeyIsRefusedByName() {
        EndpointCompleter completer = completer(Optional.of(new FixedSigner(false)));
        EndpointConfig endpoint = equipped();
        assertThatThrownBy(() -> completer.complete(endpoint))
                .isInstanceOf(GossipException.class)
                .hasMessageContainingAll("'main'", "'fixed'", "EC");
    }

    private record FixedSigner(boolean willing) implements Signer {

        @Override
        public String name() {
            return "fixed";
        }

        @Override
        public boolean supports(PrivateKey key) {
            return willing;
        }

        @Override
        public Bytes sign(PrivateKey key, Bytes content) {
            return Bytes.utf8("signed");
        }
    }
}
