package dev.gossip.api;

/**
 * Where to dial: scheme, host (a name, an IPv4 literal, or an IPv6 literal without brackets) and port. Host names are
 * kept as given and resolved at each dial.
 */
public record PeerAddress(String scheme, String host, int port) {

    /** The scheme of an address written without one. */
    public static final String TCP = "tcp";

    /** @throws IllegalArgumentException if the host is empty or the port is outside 0..65535 */
    public PeerAddress {
        if (scheme.isEmpty() || host.isEmpty()) {
            throw new IllegalArgumentException("an address needs a scheme and a host: '" + scheme + "://" + host + "'");
        }
        if (host.chars().anyMatch(c -> c <= ' ' || c == '/' || c == '[' || c == ']')) {
            throw new IllegalArgumentException(
                    "'" + host + "' is not a host; write a name, an IPv4 literal or an IPv6 literal without brackets");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is outside 0..65535");
        }
    }

    /** An address of scheme {@value #TCP}. */
    public static PeerAddress of(String host, int port) {
        return new PeerAddress(TCP, host, port);
    }

    /**
     * Parses {@code host:port}, {@code [ipv6]:port} or {@code scheme://host:port}.
     *
     * @throws IllegalArgumentException naming the text and the expected form
     */
    public static PeerAddress parse(String text) {
        int colons = text.indexOf("://");
        String scheme = colons < 0 ? TCP : text.substring(0, colons);
        String rest = colons < 0 ? text : text.substring(colons + 3);
        int portColon = rest.lastIndexOf(':');
        if (portColon <= 0) {
            throw malformed(text);
        }
        String host = rest.substring(0, portColon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (bracketed) {
            host = host.substring(1, host.length() - 1);
        }
        String port = rest.substring(portColon + 1);
        if (host.isEmpty() || host.contains(":") != bracketed || !port.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw malformed(text);
        }
        try {
            return new PeerAddress(scheme, host, Integer.parseInt(port));
        } catch (IllegalArgumentException e) {
            throw malformed(text);
        }
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is not an address; write host:port, [ipv6]:port or scheme://host:port");
    }

    /** {@code host:port}, with brackets around an IPv6 literal; what most wires carry. */
    public String hostAndPort() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    /** The same host and scheme with another port. */
    public PeerAddress withPort(int newPort) {
        return new PeerAddress(scheme, host, newPort);
    }

    @Override
    public String toString() {
        return scheme.equals(TCP) ? hostAndPort() : scheme + "://" + hostAndPort();
    }
}
