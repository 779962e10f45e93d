package dev.gossip.examples.bridge.demo;

import dev.gossip.api.PeerAddress;
import dev.gossip.examples.sdk.SdkLink;
import dev.gossip.examples.sdk.SdkProcess;
import dev.gossip.examples.sdk.SdkProgram;
import dev.gossip.examples.sdk.SdkUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The real SDK of FISCO BCOS, in a process of its own. Used by one thread. */
final class SdkParticipant implements Participant {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SdkProcess process;
    private final String title;
    private final List<String> heard = new ArrayList<>();

    private SdkParticipant(SdkProcess process, String title) {
        this.process = process;
        this.title = title;
    }

    /** @param node the endpoint for SDKs of a node */
    static SdkParticipant start(SdkProgram program, PeerAddress node) throws SdkUnavailableException {
        SdkProcess process = program.start(SdkLink.PLAIN, Path.of("."), List.of(node.toString()), PATIENCE);
        try {
            process.awaitLoaded();
            process.awaitReady();
            process.subscribe(Names.AMOP_TOPIC);
            return new SdkParticipant(process, "the real " + program.sdk());
        } catch (SdkUnavailableException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    @Override
    public String network() {
        return Names.FISCO;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public void say(String text) {
        process.multicast(Names.AMOP_TOPIC, text);
    }

    @Override
    public int heard(String text) {
        int total = process.heard(Names.AMOP_TOPIC);
        while (heard.size() < total) {
            heard.add(process.hear(Names.AMOP_TOPIC));
        }
        return (int) heard.stream().filter(text::equals).count();
    }

    @Override
    public boolean hearsItself() {
        return true;
    }

    @Override
    public void close() {
        process.close();
    }
}
