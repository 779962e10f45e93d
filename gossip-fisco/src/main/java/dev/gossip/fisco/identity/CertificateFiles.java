package dev.gossip.fisco.identity;

import java.nio.file.Files;
import java.nio.file.Path;

/** The names that FISCO BCOS gives the files of a node's certificate, its key and the chain's root. */
public enum CertificateFiles {
    /** Nodes of 2.x: {@code node.key}, {@code node.crt}, {@code ca.crt}; usually on secp256k1. */
    NODE("node", "ca.crt"),
    /** Nodes of 3.x: {@code ssl.key}, {@code ssl.crt}, {@code ca.crt}; usually RSA. */
    SSL("ssl", "ca.crt"),
    /** Nodes of 2.x with national cryptography: {@code gmnode.key}, {@code gmnode.crt}, {@code gmca.crt}; on SM2. */
    GM_NODE("gmnode", "gmca.crt"),
    /** Nodes of 3.x with national cryptography: {@code sm_ssl.key}, {@code sm_ssl.crt}, {@code sm_ca.crt}; on SM2. */
    SM_SSL("sm_ssl", "sm_ca.crt");

    private final String base;
    private final String root;

    CertificateFiles(String base, String root) {
        this.base = base;
        this.root = root;
    }

    /** The private key, PKCS#8 or SEC 1. */
    public Path key(Path directory) {
        return directory.resolve(base + ".key");
    }

    /** The certificate, and the authorities above it. */
    public Path certificate(Path directory) {
        return directory.resolve(base + ".crt");
    }

    /** The certificate of the chain's root, or of several. */
    public Path root(Path directory) {
        return directory.resolve(root);
    }

    boolean isIn(Path directory) {
        return Files.exists(key(directory)) || Files.exists(certificate(directory));
    }

    /** Whether nodes refuse a certificate that does not say that it is not an authority's. */
    boolean demandsConstraints() {
        return this == NODE || this == GM_NODE;
    }

    @Override
    public String toString() {
        return base + ".key, " + base + ".crt and " + root;
    }
}
