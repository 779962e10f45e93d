package com.example.uds;

import dev.gossip.api.GossipException;
import dev.gossip.api.PeerAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Socket files as addresses: the host is a folder, percent-encoded because a host has no slashes, and the port is a file in
 * it. {@code uds://%2Frun%2Fgossip:7051} is {@code /run/gossip/7051.sock}. Port 0 stands for any free file when listening,
 * and for the nameless end of whoever dialled.
 */
public final class UdsAddress {

    static final String SCHEME = "uds";

    private UdsAddress() {}

    // tag::address[]
    /** The address of the file {@code port} in {@code folder}. */
    public static PeerAddress of(Path folder, int port) {
        String path = folder.toAbsolutePath().toString();
        String host = URLEncoder.encode(path, StandardCharsets.UTF_8).replace("+", "%20");
        return new PeerAddress(SCHEME, host, port);
    }

    /** The socket file of {@code address}. Its scheme is not checked, since many wires carry host and port alone. */
    static UnixDomainSocketAddress file(PeerAddress address) {
        String path = URLDecoder.decode(address.host().replace("+", "%2B"), StandardCharsets.UTF_8);
        if (!Path.of(path).isAbsolute()) {
            throw new GossipException(
                    "'" + address.host() + "' is not a folder; write its absolute path with / as %2F");
        }
        return UnixDomainSocketAddress.of(Path.of(path, address.port() + ".sock"));
    }
    // end::address[]
}
