package dev.gossip.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gossip.api.Choice;
import dev.gossip.api.GossipException;
import dev.gossip.core.registry.SampleSigners.ByName;
import dev.gossip.core.registry.SampleSigners.Confused;
import dev.gossip.core.registry.SampleSigners.High;
import dev.gossip.core.registry.SampleSigners.Low;
import dev.gossip.core.registry.SampleSigners.Namesake;
import dev.gossip.core.registry.SampleSigners.Offline;
import dev.gossip.core.registry.SampleSigners.Rival;
import dev.gossip.core.registry.SampleSigners.Stillborn;
import dev.gossip.spi.Provider;
import dev.gossip.spi.crypto.Signer;
import dev.gossip.spi.transport.Transport;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Enumeration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderRegistryTest {

    @TempDir
    Path root;

    private ClassPath classPath;

    @BeforeEach
    void emptyClassPath() {
        classPath = new ClassPath(root);
    }

    private ProviderRegistry<Signer> signers() {
        return ProviderRegistry.signers(classPath.loader());
    }

    private Signer choose(Choice<Signer> choice) {
        return signers().choose(choice);
    }

    private void assertRefused(Choice<Signer> choice, String message) {
        assertThatExceptionOfType(GossipException.class)
                .isThrownBy(() -> choose(choice))
                .withMessage(message);
    }

    @Nested
    class Choosing {

        @Test
        void theOnlyUsableOneIsTaken() {
            classPath.folder("acme", Low.class, Offline.class, ByName.class);
            assertThat(choose(Choice.any()).name()).isEqualTo("low");
        }

        @Test
        void theHighestUniquePriorityWinsWhateverTheOrder() {
            classPath.folder("acme", Low.class, High.class);
            assertThat(choose(Choice.any()).name()).isEqualTo("high");
            classPath = new ClassPath(root).folder("turned", High.class, Low.class);
            assertThat(choose(Choice.any()).name()).isEqualTo("high");
        }

        @Test
        void twoOfTheHighestPriorityAreNoChoice() {
            classPath.folder("acme", High.class, Low.class).folder("other", Rival.class);
            assertRefused(
                    Choice.any(),
                    "more than one signer has the highest priority 7."
                            + " Found by ServiceLoader: high (priority 7, from acme); low (priority 3, from acme);"
                            + " rival (priority 7, from other). What to do: choose one by name.");
            assertThat(choose(Choice.named("rival")).name()).isEqualTo("rival");
        }

        @Test
        void twoOfALowerPriorityDoNotDisturb() {
            classPath.folder("acme", High.class, Low.class, Namesake.class, ByName.class);
            assertThat(choose(Choice.any()).name()).isEqualTo("high");
        }

        @Test
        void priorityZeroIsNeverChosenUnnamed() {
            classPath.folder("acme", ByName.class);
            assertRefused(
                    Choice.any(),
                    "no signer can be chosen without a name. Found by ServiceLoader: by-name (priority 0, from acme)."
                            + " What to do: name one, or add the artifact dev.gossip:gossip-crypto.");
            assertThat(choose(Choice.named("by-name")).name()).isEqualTo("by-name");
        }

        @Test
        void aNameBeatsPriority() {
            classPath.folder("acme", Low.class, High.class);
            assertThat(choose(Choice.named("low")).name()).isEqualTo("low");
        }

        @Test
        void aGivenInstanceBeatsAllAndIsNotLookedFor() {
            classPath.folder("acme", High.class);
            Signer given = new Offline();
            assertThat(choose(Choice.of(given))).isSameAs(given);
        }

        @Test
        void twoOfOneNameAreNoChoice() {
            classPath.folder("acme", High.class).folder("other", Namesake.class);
            assertRefused(
                    Choice.named("high"),
                    "more than one signer is called 'high'."
                            + " Found by ServiceLoader: high (priority 7, from acme); high (priority 1, from other)."
                            + " What to do: remove all but one from the class path or pass the instance to the builder.");
        }

        @Test
        void whatDoesNotSuitIsPassedOverAndExplained() {
            classPath.folder("acme", Low.class, High.class);
            ProviderRegistry<Signer> signers = signers();
            assertThat(signers.choose(Choice.any(), signer -> signer.name().equals("high") ? "too strong" : "")
                            .name())
                    .isEqualTo("low");
            assertThatExceptionOfType(GossipException.class)
                    .isThrownBy(() -> signers.choose(Choice.named("high"), signer -> "too strong"))
                    .withMessage("the signer 'high' cannot be used."
                            + " Found by ServiceLoader: low (priority 3, from acme) unusable: too strong;"
                            + " high (priority 7, from acme) unusable: too strong."
                            + " What to do: mend what the list names or choose another one.");
        }
    }

    @Nested
    class Missing {

        @Test
        void anEmptyClassPathNamesTheArtifactToAdd() {
            assertThat(signers().candidates()).isEmpty();
            assertRefused(
                    Choice.any(),
                    "no signer can be chosen without a name. Found by ServiceLoader: none."
                            + " What to do: name one, or add the artifact dev.gossip:gossip-crypto.");
            assertRefused(
                    Choice.named("ecdsa"),
                    "no signer called 'ecdsa' was found. Found by ServiceLoader: none."
                            + " What to do: add the artifact dev.gossip:gossip-crypto.");
        }

        @Test
        void anUnknownNameSaysSo() {
            classPath.folder("acme", Low.class);
            assertRefused(
                    Choice.named("hihg"),
                    "no signer called 'hihg' was found. Found by ServiceLoader: low (priority 3, from acme)."
                            + " What to do: check the name, or add the artifact that provides it.");
        }

        @Test
        void aMissingTransportNamesItsArtifactBesideTheOneInMemory() {
            ProviderRegistry<Transport> transports = ProviderRegistry.transports(classPath.loader());
            assertThatExceptionOfType(GossipException.class)
                    .isThrownBy(() -> transports.choose(Choice.named("netty")))
                    .withMessageStartingWith("no transport called 'netty' was found. Found by ServiceLoader: memory")
                    .withMessageEndingWith("What to do: add the artifact dev.gossip:gossip-transport-netty.");
            assertThatExceptionOfType(GossipException.class)
                    .isThrownBy(() -> transports.choose(Choice.any()))
                    .withMessageStartingWith("no transport can be chosen without a name.")
                    .withMessageEndingWith(
                            "What to do: name one, or add the artifact dev.gossip:gossip-transport-netty.");
        }

        @Test
        void routersAreNeverChosenUnnamed() {
            assertThatExceptionOfType(GossipException.class)
                    .isThrownBy(
                            () -> ProviderRegistry.routers(classPath.loader()).choose(Choice.any()))
                    .withMessageContainingAll("no router can be chosen without a name", "fanout", "flood", "direct")
                    .withMessageEndingWith("What to do: name one.");
        }
    }

    @Nested
    class Broken {

        @Test
        void aMissingClassDoesNotHideItsNeighbours() {
            classPath.folder("acme", "acme.Gone", Low.class.getName());
            assertThat(choose(Choice.any()).name()).isEqualTo("low");
            assertRefused(
                    Choice.named("gone"),
                    "no signer called 'gone' was found. Found by ServiceLoader:"
                            + " (broken) (priority 0, from unknown artifact) unusable:"
                            + " dev.gossip.spi.crypto.Signer: Provider acme.Gone not found;"
                            + " low (priority 3, from acme)."
                            + " What to do: check the name, or add the artifact that provides it.");
        }

        @Test
        void aFailingConstructorDoesNotHideItsNeighbours() {
            classPath.folder("acme", Stillborn.class, Low.class);
            assertThat(choose(Choice.any()).name()).isEqualTo("low");
            assertThat(signers().candidates().get(0))
                    .hasToString("(broken) (priority 0, from unknown artifact) unusable: dev.gossip.spi.crypto.Signer:"
                            + " Provider dev.gossip.core.registry.SampleSigners$Stillborn could not be instantiated:"
                            + " java.lang.IllegalStateException: no licence");
        }

        @Test
        void aClassOfAnotherKindDoesNotHideItsNeighbours() {
            classPath.folder("acme", "java.lang.StringBuilder", Low.class.getName());
            assertThat(choose(Choice.any()).name()).isEqualTo("low");
        }

        @Test
        void aMalformedServicesFileDoesNotHideOtherArtifacts() {
            classPath.folder("bad", "this is no class name").folder("good", Low.class);
            assertThat(choose(Choice.any()).name()).isEqualTo("low");
            assertThatExceptionOfType(GossipException.class)
                    .isThrownBy(() -> choose(Choice.named("other")))
                    .withMessageContainingAll(
                            "(broken)", "bad/META-INF/services/dev.gossip.spi.crypto.Signer:1", "Illegal");
        }

        @Test
        void aClassPathThatCannotBeReadEndsTheSearch() {
            ClassLoader unreadable = new ClassLoader(ProviderRegistryTest.class.getClassLoader()) {
                @Override
                public Enumeration<URL> getResources(String name) throws IOException {
                    throw new IOException("disk error");
                }
            };
            assertThatExceptionOfType(GossipException.class)
                    .isThrownBy(() -> ProviderRegistry.signers(unreadable).choose(Choice.any()))
                    .withMessageContaining("disk error");
            assertThat(ProviderRegistry.signers(unreadable).candidates()).hasSize(1);
        }
    }

    @Nested
    class Unavailable {

        @Test
        void itIsPassedOver() {
            classPath.folder("acme", Offline.class, Confused.class, Low.class);
            assertThat(choose(Choice.any()).name()).isEqualTo("low");
        }

        @Test
        void theReasonIsToldWhenItIsNamed() {
            classPath.folder("acme", Offline.class);
            assertRefused(
                    Choice.named("offline"),
                    "the signer 'offline' cannot be used. Found by ServiceLoader: offline (priority 10, from acme)"
                            + " unusable: no key store is attached; attach one."
                            + " What to do: mend what the list names or choose another one.");
        }

        @Test
        void oneThatFailsWhenAskedIsUnusable() {
            classPath.folder("acme", Confused.class);
            assertThat(signers().candidates())
                    .singleElement()
                    .returns(false, Candidate::isUsable)
                    .hasToString("confused (priority 10, from acme) unusable: asking it about itself failed:"
                            + " java.lang.IllegalStateException: do not know");
        }

        @Test
        void theManifestNamesTheArtifact() {
            classPath.jar("acme-signers", "1.2", High.class);
            assertThat(signers().candidates())
                    .singleElement()
                    .returns("acme-signers 1.2", Candidate::artifact)
                    .returns("high", Candidate::name)
                    .returns(7, Candidate::priority);
        }

        @Test
        void aProviderIsAvailableUnlessItSaysOtherwise() {
            assertThat(new Low().availability()).isEqualTo(Provider.Availability.AVAILABLE);
        }
    }
}
