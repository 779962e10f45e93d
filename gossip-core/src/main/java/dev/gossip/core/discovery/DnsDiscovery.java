package dev.gossip.core.discovery;

import dev.gossip.api.PeerAddress;
import dev.gossip.spi.Discovery;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Peers by DNS, without any client of a cluster manager. Two forms of query:
 *
 * <ul>
 *   <li>{@code gossip.default.svc.cluster.local:7051}: every A and AAAA record of the name, with this port. A headless
 *       service of Kubernetes answers with the addresses of its ready pods.
 *   <li>{@code _gossip._tcp.gossip.default.svc.cluster.local}: every SRV record (RFC 2782), lowest priority value first,
 *       greatest weight first among equals; targets stay names and are resolved at each dial.
 * </ul>
 *
 * <p>{@code @server} or {@code @server:port} at the end asks that name server instead of the system's.
 */
public final class DnsDiscovery implements Discovery {

    private static final String EXPECTED =
            "write name:port for A and AAAA records or _service._proto.name for SRV records, with @server behind it if"
                    + " another name server than the system's is to be asked";

    /** Made by the service loader. */
    public DnsDiscovery() {}

    @Override
    public String name() {
        return "dns";
    }

    @Override
    public List<PeerAddress> find(String query) throws IOException {
        int at = query.indexOf('@');
        String name = at < 0 ? query : query.substring(0, at);
        Optional<String> server = at < 0 ? Optional.empty() : Optional.of(query.substring(at + 1));
        if (name.startsWith("_") && name.indexOf(':') < 0) {
            return DnsRecords.of(server).services(name).stream()
                    .sorted()
                    .map(DnsRecords.Service::address)
                    .toList();
        }
        PeerAddress asked = hostAndPort(query, name);
        List<PeerAddress> found = new ArrayList<>();
        for (InetAddress address : addresses(asked.host(), server)) {
            found.add(PeerAddress.of(withoutZone(address), asked.port()));
        }
        return found;
    }

    private static PeerAddress hostAndPort(String query, String name) {
        try {
            return PeerAddress.parse(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + query + "' is no DNS query: " + EXPECTED, e);
        }
    }

    /** Without a server the system's resolver is asked, which also knows the hosts file and search domains. */
    private static List<InetAddress> addresses(String host, Optional<String> server) throws IOException {
        if (server.isPresent()) {
            return DnsRecords.of(server).addresses(host);
        }
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            throw new IOException("the name '" + host + "' does not resolve: " + e.getMessage(), e);
        }
    }

    private static String withoutZone(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
