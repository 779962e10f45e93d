package dev.gossip.core.memory;

import dev.gossip.spi.transport.Transport;
import dev.gossip.tck.TransportContract;
import dev.gossip.tck.TransportTraits;

class MemoryTransportContractTest extends TransportContract {

    @Override
    protected Transport transport() {
        return new MemoryTransport();
    }

    @Override
    protected TransportTraits traits() {
        return TransportTraits.IN_PROCESS;
    }
}
