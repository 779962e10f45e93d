package dev.gossip.fisco.client;

import dev.gossip.api.EndpointConfig;
import dev.gossip.examples.sdk.SdkLink;

/** The real Java SDK 3.6.0 with TLS and RSA certificates. */
class Sdk3TlsIT extends Sdk3Rules {

    @Override
    EndpointConfig.Builder secured(EndpointConfig.Builder endpoint, TestCerts certs) {
        return endpoint.tls(certs.jdkTls());
    }

    @Override
    SdkLink link() {
        return SdkLink.TLS;
    }
}
