package dev.gossip.crypto;

import dev.gossip.api.Bytes;
import dev.gossip.crypto.ec.CurveDomain;
import dev.gossip.crypto.ec.EcKeys;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.crypto.Verifier;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.SM2Signer;

/** Verifies what {@link Sm2Signer} signs: one form, no other bytes. Thread-safe. */
public final class Sm2Verifier implements Verifier {

    private final Sm2Form form;
    private final Bytes userId;

    /** In DER, with the default id. */
    public Sm2Verifier() {
        this(Sm2Form.DER, Sm2Signer.DEFAULT_USER_ID);
    }

    /** @param userId the signer's, up to 8191 bytes */
    public Sm2Verifier(Sm2Form form, Bytes userId) {
        this.form = form;
        this.userId = Sm2Signer.requireUserId(userId);
    }

    @Override
    public String name() {
        return form.algorithm();
    }

    @Override
    public boolean supports(PublicKey key) {
        return EcKeys.isOn(CurveDomain.SM2, key);
    }

    @Override
    public Verification verify(PublicKey key, Bytes content, Bytes signature) {
        if (!(key instanceof ECPublicKey ec) || !supports(key)) {
            return Verification.invalid("SM2 verifies keys on its own curve, not this one of " + key.getAlgorithm());
        }
        try {
            ECPublicKeyParameters open = EcKeys.parameters(ec, CurveDomain.SM2);
            SM2Signer verifier = new SM2Signer(form.encoding());
            verifier.init(false, new ParametersWithID(open, userId.toByteArray()));
            byte[] bytes = content.toByteArray();
            verifier.update(bytes, 0, bytes.length);
            return verifier.verifySignature(signature.toByteArray())
                    ? Verification.VALID
                    : Verification.invalid(
                            "the signature does not match content, key and id, or is not in form " + form);
        } catch (IllegalArgumentException e) {
            return Verification.invalid("the public key is unusable: " + e.getMessage());
        }
    }
}
