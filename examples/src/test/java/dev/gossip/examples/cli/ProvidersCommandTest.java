package dev.gossip.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvidersCommandTest {

    @Test
    void everythingOnTheClassPathIsListedWithItsArtifact() throws IOException {
        Invocation providers = Invocation.of("providers", "--json");
        assertThat(providers.exitCode()).isZero();
        JsonNode tree = new ObjectMapper().readTree(providers.out());
        assertThat(tree.get("transport")).extracting(ProvidersCommandTest::name).contains("netty", "memory");
        assertThat(tree.get("protocol")).extracting(ProvidersCommandTest::name).contains("fabric");
        assertThat(tree.get("router")).extracting(ProvidersCommandTest::name).contains("flood", "fanout", "direct");
        assertThat(tree.get("signer")).extracting(ProvidersCommandTest::name).contains("ecdsa");
        for (JsonNode kind : tree) {
            kind.forEach(found -> assertThat(found.path("artifact").asText("-")).isNotEmpty());
        }
        assertThat(tree.at("/signatureArithmetic/name").asText()).isNotEmpty();
    }

    @Test
    void whatCannotBeUsedSaysWhy(@TempDir Path folder) throws IOException {
        Path services = folder.resolve("META-INF/services/dev.gossip.spi.transport.Transport");
        Files.createDirectories(services.getParent());
        Files.writeString(services, "com.example.Missing\n");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            Invocation providers = Invocation.of("providers");
            assertThat(providers.exitCode()).isZero();
            assertThat(providers.lines())
                    .anyMatch(line -> line.contains("(broken)") && line.contains("com.example.Missing"))
                    .anyMatch(line -> line.contains("netty") && line.endsWith("yes"));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static String name(JsonNode provider) {
        return provider.get("name").asText();
    }
}
