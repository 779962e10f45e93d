package dev.gossip.transport.netty;

import dev.gossip.spi.transport.Transport;
import dev.gossip.tck.TransportContract;
import dev.gossip.tck.TransportTraits;
import java.util.Map;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Strangers of the kit speak in counted frames, not in messages of RFC 6455. */
@ParameterizedClass
@ValueSource(strings = {"jdk", "openssl"})
class WebsocketTransportContractTest extends TransportContract {

    @Parameter
    String engine;

    @Override
    protected Transport transport() {
        return new WebsocketTransport(Map.of(TlsEngines.PROPERTY, engine)::get);
    }

    @Override
    protected TransportTraits traits() {
        return new TransportTraits(false, true, true, true);
    }
}
