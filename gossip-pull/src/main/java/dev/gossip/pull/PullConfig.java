package dev.gossip.pull;

import java.time.Duration;

/**
 * Times and bounds of one pull. The times must fit those of the partners: a partner forgets our hello after its own
 * {@code requestWait}.
 *
 * @param pullInterval from one round to the next
 * @param digestWait how long digests are collected before the requests go out
 * @param requestWait how long a hello of another node is remembered, which is how late its request may come
 * @param responseWait how long updates are accepted after the requests went out
 * @param pullPeers partners per round
 * @param maxIds ids per digest and per request, sent or read; what is beyond is left for a later round
 * @param maxHellos remembered hellos of all partners together
 * @param maxHellosPerPeer remembered hellos of one partner, so that none can displace the others
 * @param maxUpdateBytes signed content per update sent; the first item goes whatever its size
 */
public record PullConfig(
        Duration pullInterval,
        Duration digestWait,
        Duration requestWait,
        Duration responseWait,
        int pullPeers,
        int maxIds,
        int maxHellos,
        int maxHellosPerPeer,
        int maxUpdateBytes) {

    /** The times and the number of partners that Hyperledger Fabric ships in its sample {@code core.yaml}. */
    public static final PullConfig DEFAULT = new PullConfig(
            Duration.ofSeconds(4),
            Duration.ofSeconds(1),
            Duration.ofMillis(1_500),
            Duration.ofSeconds(2),
            3,
            10_000,
            1_000,
            8,
            16 << 20);

    /** @throws IllegalArgumentException naming the setting that is out of range or does not fit the others */
    public PullConfig {
        positive("digestWait", digestWait);
        positive("requestWait", requestWait);
        positive("responseWait", responseWait);
        positive("pullPeers", pullPeers);
        positive("maxIds", maxIds);
        positive("maxHellos", maxHellos);
        positive("maxHellosPerPeer", maxHellosPerPeer);
        positive("maxUpdateBytes", maxUpdateBytes);
        if (pullInterval.compareTo(digestWait.plus(responseWait)) <= 0) {
            throw new IllegalArgumentException(
                    "pullInterval " + pullInterval + " must exceed digestWait + responseWait, "
                            + digestWait.plus(responseWait) + ": a round has to end before the next begins");
        }
        if (requestWait.compareTo(digestWait) <= 0) {
            throw new IllegalArgumentException("requestWait " + requestWait + " must exceed digestWait " + digestWait
                    + ": a partner with these settings would send its request too late");
        }
    }

    /** The same bounds with other times. */
    public PullConfig withTimes(Duration interval, Duration digests, Duration requests, Duration responses) {
        return new PullConfig(
                interval, digests, requests, responses, pullPeers, maxIds, maxHellos, maxHellosPerPeer, maxUpdateBytes);
    }

    /** The same times and bounds with another number of partners per round. */
    public PullConfig withPullPeers(int peers) {
        return new PullConfig(
                pullInterval,
                digestWait,
                requestWait,
                responseWait,
                peers,
                maxIds,
                maxHellos,
                maxHellosPerPeer,
                maxUpdateBytes);
    }

    private static void positive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + " must be positive but is " + value);
        }
    }

    private static void positive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive but is " + value);
        }
    }
}
