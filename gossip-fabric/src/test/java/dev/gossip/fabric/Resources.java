package dev.gossip.fabric;

import dev.gossip.api.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Reads test resources beside this class. */
public final class Resources {

    private Resources() {}

    public static Bytes bytes(String name) {
        try (InputStream in = Objects.requireNonNull(Resources.class.getResourceAsStream(name), name)) {
            return Bytes.wrap(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A table whose first line names the columns; cells are parted by tabs. */
    public static List<Map<String, String>> table(String name) {
        List<String> lines = bytes(name).utf8().lines().toList();
        String[] columns = lines.get(0).split("\t");
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split("\t", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < columns.length; i++) {
                row.put(columns[i], cells[i]);
            }
            rows.add(row);
        }
        return rows;
    }

    /** Blocks 0 to 5 of a real channel. */
    public static List<Bytes> realBlocks() {
        return IntStream.rangeClosed(0, 5)
                .mapToObj(i -> bytes("real/block" + i + ".pb"))
                .toList();
    }

    public static X509Certificate certificate(String name) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(bytes(name).newInput());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(name, e);
        }
    }

    public static PrivateKey key(String name) {
        String base64 = bytes(name).utf8().replaceAll("-----[A-Z ]+-----|\\s", "");
        try {
            return KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(name, e);
        }
    }
}
