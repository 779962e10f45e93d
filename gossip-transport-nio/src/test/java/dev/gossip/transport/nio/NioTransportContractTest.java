package dev.gossip.transport.nio;

import dev.gossip.spi.transport.Transport;
import dev.gossip.tck.TransportContract;

class NioTransportContractTest extends TransportContract {

    @Override
    protected Transport transport() {
        return new NioTransport();
    }
}
