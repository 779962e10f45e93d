package dev.gossip.crypto.ec;

import dev.gossip.api.GossipException;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/** ECDSA by one JCA provider, which need not be installed. */
final class JcaEcdsa implements EcdsaEngine {

    private static final String ON_DIGESTS = "NONEwithECDSA";

    private final String name;
    private final Provider provider;

    JcaEcdsa(String name, Provider provider) {
        this.name = name;
        this.provider = provider;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public SigningKey prepare(ECPrivateKeyParameters key) {
        BigInteger order = key.getParameters().getN();
        try {
            byte[] encoded = PrivateKeyInfoFactory.createPrivateKeyInfo(key).getEncoded();
            PrivateKey own = KeyFactory.getInstance("EC", provider).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return digest -> sign(own, digest, order);
        } catch (GeneralSecurityException | IOException e) {
            throw new GossipException(name + " does not accept the private key: " + e.getMessage(), e);
        }
    }

    @Override
    public VerifyingKey prepare(ECPublicKeyParameters key) {
        BigInteger order = key.getParameters().getN();
        try {
            byte[] encoded =
                    SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key).getEncoded();
            PublicKey own = KeyFactory.getInstance("EC", provider).generatePublic(new X509EncodedKeySpec(encoded));
            return (digest, signature) -> verify(own, digest, signature.encode(order));
        } catch (GeneralSecurityException | IOException e) {
            throw new GossipException(name + " does not accept the public key: " + e.getMessage(), e);
        }
    }

    private EcdsaSignature sign(PrivateKey key, byte[] digest, BigInteger order) {
        try {
            Signature signature = Signature.getInstance(ON_DIGESTS, provider);
            signature.initSign(key);
            signature.update(digest);
            EcdsaSignature result = EcdsaSignature.decode(signature.sign(), order);
            if (result == null) {
                throw new GossipException(name + " produced a signature that is not DER");
            }
            return result;
        } catch (GeneralSecurityException e) {
            throw new GossipException(name + " cannot sign: " + e.getMessage(), e);
        }
    }

    private boolean verify(PublicKey key, byte[] digest, byte[] der) {
        try {
            Signature signature = Signature.getInstance(ON_DIGESTS, provider);
            signature.initVerify(key);
            signature.update(digest);
            return signature.verify(der);
        } catch (SignatureException refused) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new GossipException(name + " cannot verify: " + e.getMessage(), e);
        }
    }
}
