package dev.gossip.fabric.block;

import dev.gossip.api.Bytes;
import dev.gossip.spi.crypto.Identity;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.crypto.Verifier;
import java.util.List;

/** Checks one signature with the algorithm that suits the signer's key. Thread-safe; never throws for bad input. */
@FunctionalInterface
public interface SignatureCheck {

    /** Whether {@code signature} is the signer's, canonical, over {@code content}; hashing is part of it. */
    Verification verify(Identity signer, Bytes content, Bytes signature);

    /** Uses the first of {@code verifiers} that supports the key. */
    static SignatureCheck with(Verifier... verifiers) {
        List<Verifier> choices = List.of(verifiers);
        return (signer, content, signature) -> choices.stream()
                .filter(verifier -> verifier.supports(signer.publicKey()))
                .findFirst()
                .map(verifier -> verifier.verify(signer.publicKey(), content, signature))
                .orElseGet(() -> Verification.invalid("no verifier for a key of the kind "
                        + signer.publicKey().getAlgorithm()));
    }
}
