package dev.gossip.crypto;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.crypto.ec.CurveDomain;
import dev.gossip.crypto.ec.EcKeys;
import dev.gossip.spi.crypto.Signer;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.SM2Signer;

/**
 * Signs with SM2 over SM3 (China's standards GM/T 0003 and 0004), which digests the signer's id and public key before the
 * content. Both sides must agree on the id. Thread-safe.
 */
public final class Sm2Signer implements Signer {

    /** The id of GM/T 0009, which FISCO BCOS and certificates use. */
    public static final Bytes DEFAULT_USER_ID = Bytes.utf8("1234567812345678");

    private static final int MAX_USER_ID_BYTES = 8_191;

    private final Sm2Form form;
    private final Bytes userId;

    /** In DER, with the default id. */
    public Sm2Signer() {
        this(Sm2Form.DER, DEFAULT_USER_ID);
    }

    /** @param userId up to 8191 bytes, because its length in bits is digested as 16 of them */
    public Sm2Signer(Sm2Form form, Bytes userId) {
        this.form = form;
        this.userId = requireUserId(userId);
    }

    static Bytes requireUserId(Bytes userId) {
        if (userId.length() > MAX_USER_ID_BYTES) {
            throw new GossipException("an id of SM2 has up to " + MAX_USER_ID_BYTES + " bytes, not " + userId.length());
        }
        return userId;
    }

    @Override
    public String name() {
        return form.algorithm();
    }

    @Override
    public boolean supports(PrivateKey key) {
        return EcKeys.isOn(CurveDomain.SM2, key);
    }

    @Override
    public Bytes sign(PrivateKey key, Bytes content) {
        if (!supports(key)) {
            throw new GossipException("SM2 signs with keys on its own curve whose number is readable; this "
                    + key.getAlgorithm() + " key is not one");
        }
        try {
            ECPrivateKeyParameters secret = EcKeys.parameters((ECPrivateKey) key, CurveDomain.SM2);
            SM2Signer signer = new SM2Signer(form.encoding());
            signer.init(true, new ParametersWithID(secret, userId.toByteArray()));
            byte[] bytes = content.toByteArray();
            signer.update(bytes, 0, bytes.length);
            return Bytes.wrap(signer.generateSignature());
        } catch (IllegalArgumentException | CryptoException e) {
            throw new GossipException("SM2 cannot sign with this key: " + e.getMessage(), e);
        }
    }
}
