package dev.gossip.fisco.peer;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.NodeId;
import dev.gossip.api.observe.DropReason;
import dev.gossip.crypto.Pem;
import dev.gossip.fisco.codec.identity.CertificateKey;
import dev.gossip.spi.crypto.Identity;
import dev.gossip.spi.crypto.Trust;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Allow and deny lists of nodes, asked after TLS has checked the chain. Deny beats allow; an allow list that is there admits
 * nobody else, also if it is empty. Entries are hexadecimal, in any case, with or without {@code 0x}: the point of an EC key
 * (128 digits), the modulus of an RSA key, or the id of generation 3 as FISCO BCOS shows it. An entry that is none of these is
 * an error, not a hole. Thread-safe.
 */
public final class NodeLists implements Trust {

    /** On the deny list, or not on the allow list. */
    public static final DropReason NOT_ADMITTED = new DropReason("not-admitted");

    private static final Pattern POINT = Pattern.compile("[0-9A-F]{128}");
    private static final Pattern POINT_OF_3 = Pattern.compile("04[0-9A-F]{128}");
    private static final Pattern MODULUS = Pattern.compile("[89A-F][0-9A-F]{255,2047}");
    private static final Pattern RSA_OF_3 = Pattern.compile("30[0-9A-F]{268,2100}");

    private volatile Lists lists;

    private NodeLists(Lists lists) {
        this.lists = lists;
    }

    /**
     * Lists of nodes.
     *
     * @param allow absent if everybody may come whom TLS admits
     * @throws GossipException naming the entry that is none
     */
    public static NodeLists of(Optional<? extends Collection<String>> allow, Collection<String> deny) {
        return new NodeLists(Lists.read(allow, deny));
    }

    /**
     * Replaces both lists; on failure nothing changes. Links that are up are looked at by {@link #admits}.
     *
     * @throws GossipException naming the entry that is none
     */
    public void replace(Optional<? extends Collection<String>> allow, Collection<String> deny) {
        lists = Lists.read(allow, deny);
    }

    /** Whether a linked node may stay. */
    public boolean admits(NodeId id, int generation) {
        Bytes key = generation == 2 ? Bytes.concat(Bytes.fromHex("04"), id.value()) : id.value();
        return refusal(new CertificateKey(key)).isEmpty();
    }

    @Override
    public Admission admit(String organisation, Bytes encoded) {
        try {
            List<X509Certificate> certificates = Pem.certificates(encoded, "the peer's certificate");
            X509Certificate leaf = certificates.get(0);
            Optional<String> refusal = refusal(CertificateKey.of(leaf));
            return refusal.isPresent()
                    ? new Refused(NOT_ADMITTED, refusal.get())
                    : new Admitted(new Identity(
                            organisation,
                            encoded,
                            leaf.getPublicKey(),
                            Optional.of(leaf),
                            leaf.getNotAfter().toInstant()));
        } catch (RuntimeException e) {
            return new Refused(DropReason.UNTRUSTED_IDENTITY, "no certificate of a node: " + e.getMessage());
        }
    }

    private Optional<String> refusal(CertificateKey key) {
        Lists now = lists;
        String id;
        try {
            id = key.listId();
        } catch (GossipException e) {
            return Optional.of("a key that lists cannot name: " + e.getMessage());
        }
        if (now.deny.contains(id)) {
            return Optional.of("the node is on the deny list");
        }
        return now.allow.isPresent() && !now.allow.get().contains(id)
                ? Optional.of("the node is not on the allow list")
                : Optional.empty();
    }

    private record Lists(Optional<Set<String>> allow, Set<String> deny) {

        static Lists read(Optional<? extends Collection<String>> allow, Collection<String> deny) {
            return new Lists(allow.map(some -> entries(some, "allow")), entries(deny, "deny"));
        }

        private static Set<String> entries(Collection<String> texts, String list) {
            return texts.stream().map(text -> entry(text, list)).collect(Collectors.toUnmodifiableSet());
        }

        private static String entry(String text, String list) {
            String digits = text.strip().toUpperCase(Locale.ROOT);
            if (digits.startsWith("0X")) {
                digits = digits.substring(2);
            }
            if (POINT_OF_3.matcher(digits).matches() || RSA_OF_3.matcher(digits).matches()) {
                return new CertificateKey(Bytes.fromHex(digits.toLowerCase(Locale.ROOT))).listId();
            }
            if (POINT.matcher(digits).matches() || MODULUS.matcher(digits).matches() && digits.length() % 2 == 0) {
                return digits;
            }
            throw new GossipException("'" + text + "' on the " + list
                    + " list is no node; write the 128 hexadecimal digits of an EC key or the modulus of an RSA key");
        }
    }
}
