package dev.gossip.examples.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With the real SDKs, but without a node. */
class FiscoSdkIT {

    @ParameterizedTest
    @EnumSource
    void anSdkIsFetchedOnceAndLoadsInAProcessOfItsOwn(FiscoSdk sdk, @TempDir Path certificates) throws Exception {
        sdk.prepare(line -> {});
        List<String> progress = new ArrayList<>();
        SdkProgram program = sdk.prepare(progress::add);
        assertThat(progress).isEmpty();
        try (SdkProcess process =
                program.start(SdkLink.TLS, certificates, List.of("127.0.0.1:1"), Duration.ofSeconds(90))) {
            process.awaitLoaded();
            // Nobody listens there, and there are no certificates.
            assertThatThrownBy(process::awaitReady)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(sdk.version());
        }
    }

    @Test
    void withoutTheProjectsMavenThereIsNone(@TempDir Path elsewhere) {
        String before = System.getProperty(ProjectFolder.PROPERTY);
        System.setProperty(ProjectFolder.PROPERTY, elsewhere.toString());
        try {
            assertThatThrownBy(() -> FiscoSdk.V3.prepare(line -> {}))
                    .isInstanceOf(SdkUnavailableException.class)
                    .hasMessageContaining("mvnw")
                    .hasMessageContaining(elsewhere.toString());
        } finally {
            if (before == null) {
                System.clearProperty(ProjectFolder.PROPERTY);
            } else {
                System.setProperty(ProjectFolder.PROPERTY, before);
            }
        }
    }
}
