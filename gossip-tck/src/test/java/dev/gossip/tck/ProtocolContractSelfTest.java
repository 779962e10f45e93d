package dev.gossip.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.gossip.api.Bytes;
import dev.gossip.api.Message;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Opaque;
import dev.gossip.spi.protocol.EndpointProtocol;
import dev.gossip.spi.protocol.Protocol;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each broken protocol fails the rules named for it and no other. */
class ProtocolContractSelfTest {

    private static ProtocolFlaw flaw = ProtocolFlaw.NONE;

    @ParameterizedTest
    @EnumSource
    void exactlyTheRulesOfAFlawFail(ProtocolFlaw broken) {
        flaw = broken;
        Verdicts verdicts = Verdicts.of(selectClass(Candidate.class));
        assertThat(verdicts.passed() + verdicts.failures().size()).as("rules").isEqualTo(12);
        assertThat(verdicts.failures().keySet()).as("%s", verdicts.failures()).isEqualTo(broken.rules());
    }

    static final class Candidate extends ProtocolContract {

        @Override
        protected Protocol protocol() {
            return new ReferenceProtocol(flaw);
        }

        @Override
        protected EndpointProtocol endpoint() {
            return new ReferenceProtocol.Endpoint(flaw);
        }

        @Override
        protected List<Message> samples() {
            return List.of(
                    message("news", Bytes.empty()),
                    message("", Bytes.utf8("hello")),
                    message("t", Payloads.random(99, 1)));
        }

        @Override
        protected Optional<Message> tooLarge() {
            return Optional.of(message("news", Payloads.random(ReferenceProtocol.LIMIT, 2)));
        }

        @Override
        protected Bytes sign(Bytes content) {
            return Payloads.random(8, content.hashCode());
        }

        private static Message message(String topic, Bytes content) {
            return Message.of(Topic.named(topic), Opaque.of(content));
        }
    }
}
