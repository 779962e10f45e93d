package dev.gossip.transport.netty;

import dev.gossip.spi.transport.Transport;
import dev.gossip.tck.TransportContract;

class NettyTransportContractTest extends TransportContract {

    @Override
    protected Transport transport() {
        return new NettyTransport();
    }
}
