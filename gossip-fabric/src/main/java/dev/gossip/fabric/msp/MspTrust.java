package dev.gossip.fabric.msp;

import dev.gossip.api.Bytes;
import dev.gossip.api.TimeSource;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fabric.msp.MspVerdict.Valid;
import dev.gossip.spi.crypto.Identity;
import dev.gossip.spi.crypto.Trust;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Whom a Fabric peer trusts: identities of our organisation by our own provider, which is read from our directory, and
 * those of other organisations by the providers of any channel that we joined, if that channel's readers policy includes
 * them. A certificate past its end is refused. Channels and our own provider may change at any time; whoever keeps
 * identities that were admitted before asks again then. Thread-safe.
 */
public final class MspTrust implements Trust {

    private final TimeSource time;
    private volatile Sources sources;

    /**
     * Trusts our own organisation only, as long as there is no channel.
     *
     * @param own our organisation
     * @param time judges the end of certificates
     */
    public MspTrust(Msp own, TimeSource time) {
        this.sources = new Sources(own, Map.of());
        this.time = time;
    }

    /** Our organisation, as it is judged now. */
    public Msp own() {
        return sources.own();
    }

    /**
     * Judges our organisation by a provider that was read again, after authorities or revocations changed.
     *
     * @throws IllegalArgumentException if it is another organisation's
     */
    public synchronized void reload(Msp own) {
        if (!own.id().equals(sources.own().id())) {
            throw new IllegalArgumentException(
                    "our organisation is '" + sources.own().id() + "', so it cannot become '" + own.id() + "'");
        }
        sources = new Sources(own, sources.channels());
    }

    /**
     * Trusts the organisations of a channel, instead of those that this channel had before.
     *
     * @param readers whom of them the channel's readers policy includes
     */
    public synchronized void channel(String name, Collection<Msp> organisations, Predicate<MspIdentity> readers) {
        Map<String, Members> changed = new LinkedHashMap<>(sources.channels());
        changed.put(name, new Members(List.copyOf(organisations), readers));
        sources = new Sources(sources.own(), changed);
    }

    /** Trusts nobody any more for the sake of this channel. */
    public synchronized void leave(String name) {
        Map<String, Members> changed = new LinkedHashMap<>(sources.channels());
        changed.remove(name);
        sources = new Sources(sources.own(), changed);
    }

    @Override
    public Admission admit(String organisation, Bytes encoded) {
        Sources current = sources;
        if (organisation.equals(current.own().id())) {
            current.prepare(organisation, encoded);
            return judge(current.own(), encoded, reader -> true);
        }
        Admission outcome = new Refused(
                DropReason.UNTRUSTED_IDENTITY, "no channel that we joined has the organisation that it claims");
        for (Members members : current.channels().values()) {
            for (Msp msp : members.organisations()) {
                if (msp.id().equals(organisation)) {
                    outcome = judge(msp, encoded, members.readers());
                    if (outcome instanceof Admitted) {
                        return outcome;
                    }
                }
            }
        }
        return outcome;
    }

    private Admission judge(Msp msp, Bytes encoded, Predicate<MspIdentity> readers) {
        MspVerdict verdict = msp.identify(encoded);
        if (verdict instanceof MspVerdict.Refused refused) {
            return new Refused(refused.reason(), refused.detail());
        }
        MspIdentity identity = ((Valid) verdict).identity();
        return readers.test(identity)
                ? today(identity.identity())
                : new Refused(
                        DropReason.UNTRUSTED_IDENTITY,
                        "the channel's readers policy does not include " + subject(identity.identity()));
    }

    private Admission today(Identity identity) {
        return time.now().isBefore(identity.notAfter())
                ? new Admitted(identity)
                : new Refused(
                        DropReason.EXPIRED_IDENTITY,
                        "the certificate of " + subject(identity) + " expired on " + identity.notAfter());
    }

    private static String subject(Identity identity) {
        return identity.certificate()
                .map(certificate -> certificate.getSubjectX500Principal().getName())
                .orElse(identity.organisation());
    }

    /** The authorities of all these organisations' TLS certificates, for a TLS context; it changes as they do. */
    public List<X509Certificate> tlsAuthorities() {
        return all(Msp::tlsAuthorities);
    }

    /** What all these organisations revoked, for a TLS context; it changes as they do. */
    public List<X509CRL> revocationLists() {
        return all(Msp::revocationLists);
    }

    private <T> List<T> all(Function<Msp, List<T>> part) {
        Sources current = sources;
        return Stream.concat(
                        Stream.of(current.own()),
                        current.channels().values().stream().flatMap(members -> members.organisations().stream()))
                .flatMap(msp -> part.apply(msp).stream())
                .distinct()
                .toList();
    }

    private record Sources(Msp own, Map<String, Members> channels) {

        /** Rules of channels ask on their lanes, where there is no time to judge; so their providers know the verdict. */
        void prepare(String organisation, Bytes encoded) {
            channels.values().stream()
                    .flatMap(members -> members.organisations().stream())
                    .filter(msp -> msp.id().equals(organisation))
                    .forEach(msp -> msp.identify(encoded));
        }
    }

    private record Members(List<Msp> organisations, Predicate<MspIdentity> readers) {}
}
