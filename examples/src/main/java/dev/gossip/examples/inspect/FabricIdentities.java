package dev.gossip.examples.inspect;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.api.Bytes;
import dev.gossip.fabric.codec.FabricIds;
import dev.gossip.fabric.codec.SerializedIdentity;
import dev.gossip.spi.protocol.MalformedException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/** Shows a serialized identity by what its certificate says. */
final class FabricIdentities {

    private FabricIdentities() {}

    static ObjectNode describe(Bytes serialized) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        try {
            SerializedIdentity identity = SerializedIdentity.decode(serialized);
            tree.put("mspId", identity.mspId());
            tree.put("pkiId", FabricIds.pkiId(identity).value().hex());
            // The JDK looks at every field when it parses, so that a spoilt one shows here and not at a getter.
            X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(identity.idBytes().newInput());
            tree.put("subject", certificate.getSubjectX500Principal().getName());
            tree.put("issuer", certificate.getIssuerX500Principal().getName());
            tree.put("notAfter", certificate.getNotAfter().toInstant().toString());
        } catch (MalformedException | CertificateException e) {
            tree.put("bytes", serialized.length());
            tree.put("undecodable", e.getMessage());
        }
        return tree;
    }
}
