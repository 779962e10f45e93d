package dev.gossip.fabric.block;

import dev.gossip.api.Bytes;
import dev.gossip.fabric.codec.SerializedIdentity;
import dev.gossip.fabric.config.ChannelConfiguration;
import dev.gossip.fabric.msp.MspIdentity;
import dev.gossip.fabric.msp.MspVerdict;
import dev.gossip.spi.crypto.Identity;
import dev.gossip.spi.crypto.Trust;
import dev.gossip.spi.protocol.MalformedException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whose signatures make a block valid, and how many of them: the part of a channel's configuration that Fabric calls
 * {@code /Channel/Orderer/BlockValidation}. Immutable; each {@code with} method returns a changed copy. Thread-safe.
 */
public final class OrdererSigners {

    private final IdentitySource source;
    private final Predicate<Identity> rule;
    private final Predicate<Collection<Identity>> policy;
    private final int threshold;
    private final Map<Integer, SerializedIdentity> consenters;

    private OrdererSigners(
            IdentitySource source,
            Predicate<Identity> rule,
            Predicate<Collection<Identity>> policy,
            int threshold,
            Map<Integer, SerializedIdentity> consenters) {
        this.source = source;
        this.rule = rule;
        this.policy = policy;
        this.threshold = threshold;
        this.consenters = Map.copyOf(consenters);
    }

    /**
     * Whom the block validation policy of a channel's configuration demands. Signers are judged by the providers in that
     * configuration, today's date left aside, so that old blocks stay valid; signatures that carry a number count for the
     * consenter that the configuration gives it to (a BFT ordering service).
     */
    public static OrdererSigners under(ChannelConfiguration configuration) {
        return new OrdererSigners(
                claimed -> find(configuration, claimed).map(MspIdentity::identity),
                identity -> true,
                signers -> configuration
                        .blockValidation()
                        .isSatisfiedBy(signers.stream()
                                .map(signer -> new SerializedIdentity(signer.organisation(), signer.encoded()))
                                .flatMap(signer -> find(configuration, signer).stream())
                                .toList()),
                1,
                configuration.consenters());
    }

    private static Optional<MspIdentity> find(ChannelConfiguration configuration, SerializedIdentity claimed) {
        return configuration.identify(claimed) instanceof MspVerdict.Valid valid
                ? Optional.of(valid.identity())
                : Optional.empty();
    }

    /**
     * Everybody whom {@code trust} admits for one of the organisations.
     *
     * @param trust validates each signer anew, at its own idea of the time: with a trust that refuses certificates past
     *     their end, old blocks become invalid when their orderer's certificate ends
     * @param organisations MSP ids of the ordering organisations; at least one
     * @throws IllegalArgumentException without organisations
     */
    public static OrdererSigners admittedBy(Trust trust, String... organisations) {
        Set<String> admitted = Set.of(organisations);
        if (admitted.isEmpty()) {
            throw new IllegalArgumentException("name at least one organisation whose orderers may sign blocks");
        }
        return of(claimed -> admitted.contains(claimed.mspId())
                        && trust.admit(claimed.mspId(), claimed.idBytes()) instanceof Trust.Admitted found
                ? Optional.of(found.identity())
                : Optional.empty());
    }

    /**
     * Exactly the holders of these certificates, whatever their dates and issuers.
     *
     * @throws IllegalArgumentException without certificates
     */
    public static OrdererSigners certificates(String organisation, Collection<X509Certificate> certificates) {
        return of(new ListedCertificates(organisation, List.copyOf(certificates)));
    }

    private static OrdererSigners of(IdentitySource source) {
        return new OrdererSigners(source, identity -> true, signers -> true, 1, Map.of());
    }

    /**
     * Demands valid signatures with {@code count} different keys, beside what a policy demands. Default: 1.
     *
     * @throws IllegalArgumentException if {@code count} is not positive
     */
    public OrdererSigners withThreshold(int count) {
        if (count <= 0) {
            throw new IllegalArgumentException("threshold must be positive but is " + count);
        }
        return new OrdererSigners(source, rule, policy, count, consenters);
    }

    /** Counts only identities whose certificate has this organizational unit, such as {@code orderer}. */
    public OrdererSigners withUnit(String unit) {
        return new OrdererSigners(source, rule.and(new InUnit(unit)), policy, threshold, consenters);
    }

    /** Names the members of a BFT ordering service, whose signatures carry a number instead of an identity. */
    public OrdererSigners withConsenters(Map<Integer, SerializedIdentity> byNumber) {
        return new OrdererSigners(source, rule, policy, threshold, byNumber);
    }

    /** Whether these, who signed, are enough. A key counts once, however many texts its certificate can be written as. */
    boolean suffice(Collection<Identity> signers) {
        long keys = signers.stream().map(Identity::publicKey).distinct().count();
        return keys >= threshold && policy.test(signers);
    }

    /** For people: what {@link #suffice} asks for. */
    String demand() {
        return "at least " + threshold + ", and such as the rules for valid blocks ask for";
    }

    /** The admitted identity of a serialized one; empty if it is unreadable or not an orderer's. */
    Optional<Identity> admit(Bytes serialized) {
        try {
            return admit(SerializedIdentity.decode(serialized));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    /** The admitted identity of a numbered consenter. */
    Optional<Identity> consenter(int number) {
        return Optional.ofNullable(consenters.get(number)).flatMap(this::admit);
    }

    private Optional<Identity> admit(SerializedIdentity claimed) {
        return source.find(claimed).filter(rule);
    }

    /** Where identities of orderers come from. */
    @FunctionalInterface
    interface IdentitySource {
        Optional<Identity> find(SerializedIdentity claimed);
    }
}
