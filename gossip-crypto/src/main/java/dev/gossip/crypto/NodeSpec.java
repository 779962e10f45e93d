package dev.gossip.crypto;

import dev.gossip.api.GossipException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a development certificate says about a node. Immutable: each method returns a changed copy.
 *
 * @param commonName the CN of the subject, by habit the host name
 * @param unit the OU of the subject; Fabric tells peers, clients, admins and orderers apart by it
 * @param dnsNames names under which the node is dialled
 * @param ipAddresses literal IPv4 and IPv6 addresses under which the node is dialled
 * @param validFrom the start; five minutes before the issue if empty, so that clocks may differ
 * @param validity how long it is valid from the start on
 */
public record NodeSpec(
        String commonName,
        String unit,
        List<String> dnsNames,
        List<String> ipAddresses,
        Curve curve,
        Optional<Instant> validFrom,
        Duration validity) {

    private static final Duration ONE_YEAR = Duration.ofDays(365);

    public NodeSpec {
        dnsNames = List.copyOf(dnsNames);
        ipAddresses = List.copyOf(ipAddresses);
        if (commonName.isBlank()) {
            throw new GossipException("a certificate needs a common name");
        }
        if (validity.isNegative() || validity.isZero()) {
            throw new GossipException("a certificate must be valid for a positive time, not " + validity);
        }
    }

    /** A peer on P-256, valid for a year, reachable by {@code commonName}. */
    public static NodeSpec peer(String commonName) {
        return new NodeSpec(
                commonName, "peer", List.of(commonName), List.of(), Curve.P_256, Optional.empty(), ONE_YEAR);
    }

    /** Another organisational unit, for example {@code client}, {@code admin} or {@code orderer}. */
    public NodeSpec unit(String name) {
        return new NodeSpec(commonName, name, dnsNames, ipAddresses, curve, validFrom, validity);
    }

    /** One more DNS name. */
    public NodeSpec dns(String name) {
        return new NodeSpec(commonName, unit, with(dnsNames, name), ipAddresses, curve, validFrom, validity);
    }

    /** One more literal address. */
    public NodeSpec ip(String address) {
        return new NodeSpec(commonName, unit, dnsNames, with(ipAddresses, address), curve, validFrom, validity);
    }

    /** Another curve for the node's key. */
    public NodeSpec on(Curve other) {
        return new NodeSpec(commonName, unit, dnsNames, ipAddresses, other, validFrom, validity);
    }

    /** A start of our own choice, also one in the past or the future. */
    public NodeSpec validFrom(Instant start) {
        return new NodeSpec(commonName, unit, dnsNames, ipAddresses, curve, Optional.of(start), validity);
    }

    /** Another span. */
    public NodeSpec validFor(Duration span) {
        return new NodeSpec(commonName, unit, dnsNames, ipAddresses, curve, validFrom, span);
    }

    private static List<String> with(List<String> before, String more) {
        List<String> all = new ArrayList<>(before);
        all.add(more);
        return all;
    }
}
