package dev.gossip.fabric.codec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gossip.api.Assurance;
import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.spi.crypto.LocalIdentity;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/** A node of the golden data, with its keys. */
record Actor(OwnIdentity own, X509Certificate tls) {

    static final Actor P0 = named("org1-peer0");
    static final Actor P1 = named("org1-peer1");
    static final Actor FOREIGN = named("org2-peer0");

    static Actor named(String name) {
        JsonNode vector = Vectors.named("identities", name);
        String pem = vector.path("private_key_pem_pkcs8").asText();
        byte[] key = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        try {
            return new Actor(
                    OwnIdentity.of(new LocalIdentity(
                            TestTrust.identity(
                                    vector.path("mspid").asText(),
                                    Bytes.utf8(vector.path("cert_pem").asText())),
                            KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key)),
                            new Ecdsa())),
                    TestTrust.certificate(Bytes.utf8(
                            vector.has("tls_cert_pem")
                                    ? vector.path("tls_cert_pem").asText()
                                    : vector.path("cert_pem").asText())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    NodeId id() {
        return own.id();
    }

    Bytes sign(Bytes content) {
        return own.local().sign(content);
    }

    LinkPeer link() {
        return link(id(), Optional.of(own.organisation()));
    }

    static LinkPeer link(NodeId id, Optional<String> organisation) {
        return new LinkPeer(
                "fabric",
                Optional.of(id),
                Assurance.AUTHENTICATED,
                organisation,
                PeerAddress.of("localhost", 7051),
                Attributes.empty());
    }
}
