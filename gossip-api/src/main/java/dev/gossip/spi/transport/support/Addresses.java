package dev.gossip.spi.transport.support;

import dev.gossip.api.PeerAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;

/** Between socket addresses and {@link PeerAddress}. An IPv6 address has one text, that of RFC 5952, with its scope. */
public final class Addresses {

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

    private Addresses() {}

    /** What {@code socket} is called; no name is looked up. */
    public static PeerAddress of(String scheme, InetSocketAddress socket) {
        InetAddress ip = socket.getAddress();
        return new PeerAddress(
                scheme, ip instanceof Inet6Address v6 ? text(v6) : ip.getHostAddress(), socket.getPort());
    }

    /**
     * Every socket address behind {@code address}.
     *
     * @param lookups where names are looked up, which blocks; literals need none
     * @return fails with the cause if a name is unknown or {@code lookups} takes no task
     */
    public static CompletableFuture<List<InetSocketAddress>> resolve(PeerAddress address, Executor lookups) {
        CompletableFuture<List<InetSocketAddress>> resolved = new CompletableFuture<>();
        String host = address.host();
        if (host.indexOf(':') >= 0) {
            // Between brackets nothing but a literal is understood, so nothing is looked up.
            lookUp("[" + host + "]", address.port(), resolved);
        } else if (IPV4.matcher(host).matches()) {
            lookUp(host, address.port(), resolved);
        } else {
            try {
                lookups.execute(() -> lookUp(host, address.port(), resolved));
            } catch (RejectedExecutionException e) {
                resolved.completeExceptionally(e);
            }
        }
        return resolved;
    }

    private static void lookUp(String host, int port, CompletableFuture<List<InetSocketAddress>> resolved) {
        try {
            resolved.complete(Arrays.stream(InetAddress.getAllByName(host))
                    .map(ip -> new InetSocketAddress(ip, port))
                    .toList());
        } catch (UnknownHostException | RuntimeException e) {
            resolved.completeExceptionally(e);
        }
    }

    /** The canonical text of RFC 5952: the longest run of at least two zero groups becomes a double colon. */
    static String text(Inet6Address ip) {
        CharBuffer groups = ByteBuffer.wrap(ip.getAddress()).asCharBuffer();
        int zeros = 0;
        int length = 1;
        for (int from = 0; from < 8; from++) {
            int to = from;
            while (to < 8 && groups.get(to) == 0) {
                to++;
            }
            if (to - from > length) {
                zeros = from;
                length = to - from;
            }
        }
        String scope = ip.getScopeId() > 0 ? "%" + ip.getScopeId() : "";
        return length == 1
                ? join(groups, 0, 8) + scope
                : join(groups, 0, zeros) + "::" + join(groups, zeros + length, 8) + scope;
    }

    private static String join(CharBuffer groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(groups.get(i)));
        }
        return text.toString();
    }
}
