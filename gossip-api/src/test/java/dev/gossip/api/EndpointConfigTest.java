package dev.gossip.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndpointConfigTest {

    @Test
    void nothingIsChosenUnlessSaid() {
        EndpointConfig bare = EndpointConfig.named("main").build();
        assertThat(bare.name()).isEqualTo("main");
        assertThat(bare.protocol()).isEqualTo(Choice.any());
        assertThat(bare.transport()).isEqualTo(Choice.any());
        assertThat(bare.listen()).isEmpty();
        assertThat(bare.seeds()).isEmpty();
        assertThat(bare.internal()).isEmpty();
        assertThat(bare.external()).isEmpty();
        assertThat(bare.identity()).isEmpty();
        assertThat(bare.trust()).isEmpty();
        assertThat(bare.tls()).isEmpty();
        assertThat(bare.settings()).isEmpty();
    }

    @Test
    void whatIsSaidIsKept() {
        EndpointConfig config = EndpointConfig.named("main")
                .protocol("fabric")
                .transport("netty")
                .listen("0.0.0.0:7051")
                .listen("[::]:7051")
                .internal(PeerAddress.of("inside", 1))
                .external(PeerAddress.of("outside", 2))
                .seed(PeerAddress.of("first", 3))
                .seed(PeerAddress.of("second", 4))
                .setting("channel", "a")
                .setting("channel", "b")
                .build();
        assertThat(config.protocol().name()).contains("fabric");
        assertThat(config.transport().name()).contains("netty");
        assertThat(config.listen()).containsExactly(PeerAddress.of("0.0.0.0", 7051), PeerAddress.of("::", 7051));
        assertThat(config.internal()).contains(PeerAddress.of("inside", 1));
        assertThat(config.external()).contains(PeerAddress.of("outside", 2));
        assertThat(config.seeds()).containsExactly(PeerAddress.of("first", 3), PeerAddress.of("second", 4));
        assertThat(config.settings()).isEqualTo(Map.of("channel", "b"));
    }

    @Test
    void aBadListenAddressIsRefusedWhereItIsWritten() {
        EndpointConfig.Builder builder = EndpointConfig.named("main");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.listen("7051"))
                .withMessageContaining("'7051' is not an address");
    }

    @Test
    void aBuiltConfigurationDoesNotChange() {
        EndpointConfig.Builder builder = EndpointConfig.named("main").listen("a:1");
        EndpointConfig first = builder.build();
        EndpointConfig second = builder.listen("b:2").setting("k", "v").build();
        assertThat(first.listen()).hasSize(1);
        assertThat(first.settings()).isEmpty();
        assertThat(second.listen()).hasSize(2);
        assertThatThrownBy(() -> first.seeds().add(PeerAddress.of("c", 3)))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void theCanonicalConstructorCopiesToo() {
        List<PeerAddress> seeds = new ArrayList<>(List.of(PeerAddress.of("a", 1)));
        EndpointConfig config = new EndpointConfig(
                "main",
                Choice.any(),
                Choice.any(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                seeds,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
        seeds.clear();
        assertThat(config.seeds()).hasSize(1);
    }
}
