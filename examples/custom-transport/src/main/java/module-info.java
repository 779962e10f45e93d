/** A gossip transport over Unix domain sockets. */
// tag::module[]
module com.example.uds {
    requires dev.gossip.api;
    requires static org.jspecify;

    exports com.example.uds;

    provides dev.gossip.spi.transport.Transport with
            com.example.uds.UdsTransport;
}
// end::module[]
