package dev.gossip.fabric.codec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gossip.api.Bytes;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.spi.protocol.EndpointProtocol;
import dev.gossip.spi.protocol.MalformedException;
import dev.gossip.spi.protocol.Protocol;
import dev.gossip.tck.ProtocolContract;
import java.util.List;
import java.util.Set;

/** The contract of the SPI, over every golden message that the neutral bodies can say. */
class FabricProtocolContractTest extends ProtocolContract {

    /** Refused by rule, or with fields and tags that no peer sends and neutral bodies do not carry. */
    private static final Set<String> NOT_SAID = Set.of(
            "data_nil_payload",
            "no_content",
            "memreq_known",
            "hello_block",
            "peeridentity_org_only",
            "empty_nonce_channel");

    private final FabricEndpoint endpoint = new TestContext().open();

    @Override
    protected Protocol protocol() {
        return new FabricProtocol();
    }

    @Override
    protected EndpointProtocol endpoint() {
        return endpoint;
    }

    @Override
    protected List<Message> samples() {
        return Vectors.of("messages")
                .filter(vector -> !NOT_SAID.contains(vector.path("name").asText()))
                .map(this::message)
                .toList();
    }

    @Override
    protected Bytes sign(Bytes content) {
        return Actor.P0.sign(content);
    }

    @Override
    protected LinkPeer from() {
        return Actor.P0.link();
    }

    private Message message(JsonNode vector) {
        try {
            return endpoint.codec().read(endpoint.codec().open(Vectors.hex(vector, "envelope_hex"), from()), from());
        } catch (MalformedException e) {
            throw new AssertionError(vector.path("name").asText(), e);
        }
    }
}
