package dev.gossip.examples.demo.fabric;

import dev.gossip.api.Bytes;
import dev.gossip.api.TimeSource;
import dev.gossip.crypto.OrganisationTrust;
import dev.gossip.crypto.Pem;
import dev.gossip.fabric.block.BlockVerifier;
import dev.gossip.fabric.block.OrdererSigners;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The first six blocks of a real channel, and who may have signed them. */
final class RecordedBlocks {

    static final String CHANNEL = "ch1";
    static final int COUNT = 6;

    private static final String ORDERERS = "OrdererMSP";

    private final List<Bytes> blocks;

    private RecordedBlocks(List<Bytes> blocks) {
        this.blocks = List.copyOf(blocks);
    }

    static RecordedBlocks load() {
        List<Bytes> blocks = new ArrayList<>();
        for (int number = 0; number < COUNT; number++) {
            blocks.add(resource("block" + number + ".pb"));
        }
        return new RecordedBlocks(blocks);
    }

    List<Bytes> all() {
        return blocks;
    }

    List<String> hashes() {
        return blocks.stream().map(RecordedBlocks::sha256).toList();
    }

    /** What stands for block 0, which nobody signs. */
    Bytes genesisHash() {
        return BlockVerifier.headerOf(blocks.get(0)).orElseThrow().hash();
    }

    /** The orderers of the recorded network, judged as of the day of the recording. */
    OrdererSigners orderers() {
        TimeSource recording = new TimeSource() {
            @Override
            public long nanoTime() {
                return 0;
            }

            @Override
            public Instant now() {
                return Instant.parse("2026-11-21T00:00:00Z");
            }
        };
        OrganisationTrust trust = OrganisationTrust.builder()
                .organisation(
                        ORDERERS,
                        Pem.certificates(resource("orderer-ca.pem"), "orderer-ca.pem")
                                .get(0))
                .build(recording);
        return OrdererSigners.admittedBy(trust, ORDERERS).withUnit("orderer");
    }

    static String sha256(Bytes bytes) {
        try {
            return Bytes.wrap(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()))
                    .hex();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Bytes resource(String name) {
        try (InputStream input = Objects.requireNonNull(RecordedBlocks.class.getResourceAsStream(name), name)) {
            return Bytes.wrap(input.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
