package dev.gossip.crypto.authority;

import dev.gossip.api.GossipException;
import dev.gossip.crypto.ec.BouncyCastle;
import dev.gossip.crypto.ec.CurveDomain;
import java.io.IOException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/** A fresh key pair in the forms that certificates and signers take. */
public record DevelopmentKey(CurveDomain curve, PrivateKey secret, SubjectPublicKeyInfo open) {

    public static DevelopmentKey generate(CurveDomain curve, SecureRandom random) {
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(curve.parameters(), random));
        AsymmetricCipherKeyPair pair = generator.generateKeyPair();
        try {
            PrivateKey secret = BouncyCastle.privateKey(PrivateKeyInfoFactory.createPrivateKeyInfo(pair.getPrivate()));
            if (secret == null) {
                throw new GossipException("Bouncy Castle has no converter for EC keys");
            }
            SubjectPublicKeyInfo open = SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(pair.getPublic());
            return new DevelopmentKey(curve, secret, open);
        } catch (IOException e) {
            throw new GossipException("the generated key cannot be encoded: " + e.getMessage(), e);
        }
    }
}
