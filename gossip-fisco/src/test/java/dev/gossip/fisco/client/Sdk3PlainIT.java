package dev.gossip.fisco.client;

import dev.gossip.api.EndpointConfig;
import dev.gossip.examples.sdk.SdkLink;

/** The real Java SDK 3.6.0 without TLS. */
class Sdk3PlainIT extends Sdk3Rules {

    @Override
    EndpointConfig.Builder secured(EndpointConfig.Builder endpoint, TestCerts certs) {
        return endpoint.setting("allowPlaintext", "true");
    }

    @Override
    SdkLink link() {
        return SdkLink.PLAIN;
    }
}
