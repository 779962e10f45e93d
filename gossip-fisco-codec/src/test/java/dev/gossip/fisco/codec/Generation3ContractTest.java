package dev.gossip.fisco.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.body.Opaque;
import dev.gossip.spi.protocol.EndpointProtocol;
import dev.gossip.spi.protocol.LinkClass;
import dev.gossip.spi.protocol.Protocol;
import dev.gossip.tck.ProtocolContract;
import dev.gossip.testkit.VirtualTime;
import java.util.List;
import java.util.Optional;

/** The contract of the SPI over messages that name no destination, without route, with compression and with short ids. */
class Generation3ContractTest extends ProtocolContract {

    private static final int MAX = 1 << 20;

    private final Protocol protocol = new FiscoProtocol(MAX, Optional.of(Certificates::keccak256), opened -> {});
    private final EndpointProtocol endpoint = protocol.open(new TestContext(new VirtualTime(), Certificates.SECP_A));

    @Override
    protected Protocol protocol() {
        return protocol;
    }

    @Override
    protected EndpointProtocol endpoint() {
        return endpoint;
    }

    @Override
    protected List<Message> samples() {
        return Samples.generation3();
    }

    @Override
    protected Optional<Message> tooLarge() {
        return Optional.of(Message.of(Samples.T1, Opaque.of(Bytes.wrap(new byte[MAX]))));
    }

    @Override
    protected List<LinkClass> linkClasses() {
        return List.of(new LinkClass(0, 0), new LinkClass(2, 0), new LinkClass(3, 0));
    }

    @Override
    protected LinkPeer from() {
        return Samples.link(endpoint.self());
    }

    /** That a packet is routed is kept, not the number of the version that says so. */
    @Override
    protected boolean ignoresBytes() {
        return true;
    }
}
