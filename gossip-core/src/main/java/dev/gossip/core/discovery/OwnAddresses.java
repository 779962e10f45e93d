package dev.gossip.core.discovery;

import dev.gossip.api.PeerAddress;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Recognises addresses that lead back to this node, as a name that stands for all its members also stands for us: one of
 * our ports on an address of this machine, or exactly what we announce.
 *
 * @param ours what is bound and announced now
 */
public record OwnAddresses(Supplier<List<PeerAddress>> ours) implements Predicate<PeerAddress> {

    @Override
    public boolean test(PeerAddress address) {
        List<PeerAddress> own = ours.get();
        return own.contains(address)
                || own.stream().anyMatch(bound -> bound.port() == address.port()) && isOfThisMachine(address.host());
    }

    private static boolean isOfThisMachine(String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null) {
                    return true;
                }
            }
        } catch (UnknownHostException | SocketException e) {
            // A name that does not resolve here is nobody's yet; dialling it will say so.
            return false;
        }
        return false;
    }
}
