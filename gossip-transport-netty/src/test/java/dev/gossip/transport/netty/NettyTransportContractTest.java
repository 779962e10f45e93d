package dev.gossip.transport.netty;

import dev.gossip.spi.transport.Transport;
import dev.gossip.tck.TransportContract;
import java.util.Map;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"jdk", "openssl"})
class NettyTransportContractTest extends TransportContract {

    @Parameter
    String engine;

    @Override
    protected Transport transport() {
        return new NettyTransport(Map.of(TlsEngines.PROPERTY, engine)::get);
    }
}
