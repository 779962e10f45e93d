package dev.gossip.examples.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncarnationFileTest {

    private static final NodeId SELF = NodeId.fromHex("5e1f");

    @TempDir
    private Path folder;

    @Test
    void theLastOneIsKept() throws IOException {
        Path below = folder.resolve("data");
        assertThat(new IncarnationFile(below).last("fabric", SELF)).isZero();
        new IncarnationFile(below).save("fabric", SELF, 17);
        new IncarnationFile(below).save("fabric", SELF, Long.MAX_VALUE);
        assertThat(new IncarnationFile(below).last("fabric", SELF)).isEqualTo(Long.MAX_VALUE);
        assertThat(new IncarnationFile(below).last("other", SELF)).isZero();
        assertThat(below).isDirectoryContaining("glob:**fabric.incarnation").isDirectoryNotContaining("glob:**.next");
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        Files.writeString(folder.resolve("fabric.incarnation"), "x");
        assertThatThrownBy(() -> new IncarnationFile(folder).last("fabric", SELF))
                .hasMessageContainingAll("fabric.incarnation", "remove it");
    }
}
