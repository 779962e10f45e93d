package dev.gossip.transport.grpc;

import dev.gossip.api.PeerAddress;
import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Between socket addresses and {@link PeerAddress}. */
final class Addresses {

    private Addresses() {}

    static PeerAddress of(String scheme, InetSocketAddress socket) {
        InetAddress ip = socket.getAddress();
        String host = NetUtil.toAddressString(ip);
        if (ip instanceof Inet6Address v6 && v6.getScopeId() > 0) {
            host += "%" + v6.getScopeId();
        }
        return new PeerAddress(scheme, host, socket.getPort());
    }

    /** Every socket address behind {@code address}. A name is looked up on {@code workers}, because that blocks. */
    static CompletableFuture<List<InetSocketAddress>> resolve(PeerAddress address, Executor workers) {
        InetAddress literal = literal(address.host());
        if (literal != null) {
            return CompletableFuture.completedFuture(List.of(new InetSocketAddress(literal, address.port())));
        }
        CompletableFuture<List<InetSocketAddress>> resolved = new CompletableFuture<>();
        try {
            workers.execute(() -> lookUp(address, resolved));
        } catch (RejectedExecutionException e) {
            resolved.completeExceptionally(e);
        }
        return resolved;
    }

    private static void lookUp(PeerAddress address, CompletableFuture<List<InetSocketAddress>> resolved) {
        try {
            resolved.complete(Arrays.stream(InetAddress.getAllByName(address.host()))
                    .map(ip -> new InetSocketAddress(ip, address.port()))
                    .toList());
        } catch (UnknownHostException | RuntimeException e) {
            resolved.completeExceptionally(e);
        }
    }

    private static @Nullable InetAddress literal(String host) {
        try {
            // For a literal the JDK only parses, scope names included.
            return NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)
                    ? InetAddress.getByName(host)
                    : null;
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
