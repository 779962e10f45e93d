package dev.gossip.fisco.codec.channel;

import dev.gossip.api.Bytes;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.body.Opaque;
import dev.gossip.fisco.codec.Certificates;
import dev.gossip.fisco.codec.Samples;
import dev.gossip.fisco.codec.TestContext;
import dev.gossip.spi.protocol.EndpointProtocol;
import dev.gossip.spi.protocol.LinkClass;
import dev.gossip.spi.protocol.Protocol;
import dev.gossip.tck.ProtocolContract;
import dev.gossip.testkit.VirtualTime;
import java.util.List;
import java.util.Optional;

/** The contract of the SPI over channel frames, in the oldest and the newest version. */
class ChannelContractTest extends ProtocolContract {

    private static final int MAX = 1 << 20;

    private final Protocol protocol = new FiscoChannelProtocol(MAX);
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
        return ChannelSamples.all();
    }

    @Override
    protected Optional<Message> tooLarge() {
        return Optional.of(Message.of(Samples.T1, Opaque.of(Bytes.wrap(new byte[MAX]))));
    }

    @Override
    protected List<LinkClass> linkClasses() {
        return List.of(new LinkClass(1, 0), new LinkClass(3, 0));
    }

    @Override
    protected LinkPeer from() {
        return Samples.link(endpoint.self());
    }
}
