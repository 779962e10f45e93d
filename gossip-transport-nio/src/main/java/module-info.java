/** TCP and TLS on the JDK alone. */
module dev.gossip.transport.nio {
    requires transitive dev.gossip.api;
    requires static org.jspecify;

    exports dev.gossip.transport.nio;

    provides dev.gossip.spi.transport.Transport with
            dev.gossip.transport.nio.NioTransport;
}
