package dev.gossip.fisco.codec.link;

import dev.gossip.api.Cancellable;
import dev.gossip.api.TimeSource;
import dev.gossip.fisco.codec.FiscoDropReasons;
import dev.gossip.spi.protocol.LinkControl;
import java.time.Duration;

/** Heartbeats and the idle check of one link. Used in the serial order of its session. */
public final class LinkTimers {

    private final LinkControl control;
    private final TimeSource time;
    private Cancellable heartbeat = () -> {};
    private Cancellable idle = () -> {};
    private long lastFrame;

    public LinkTimers(LinkControl control, TimeSource time) {
        this.control = control;
        this.time = time;
        this.lastFrame = time.nanoTime();
    }

    /** A frame arrived. */
    public void heard() {
        lastFrame = time.nanoTime();
    }

    /** Calls {@code beat} every {@code interval}, first after one. */
    public void beatEvery(Duration interval, Runnable beat) {
        heartbeat = control.schedule(interval, () -> {
            beat.run();
            beatEvery(interval, beat);
        });
    }

    /** Looks every {@code timeout} whether as much time has passed in silence, and then refuses the link. */
    public void refuseAfterSilence(Duration timeout) {
        idle = control.schedule(timeout, () -> {
            Duration silence = Duration.ofNanos(time.nanoTime() - lastFrame);
            if (silence.compareTo(timeout) >= 0) {
                stop();
                control.refuse(
                        FiscoDropReasons.IDLE,
                        "nothing was heard for " + silence.toSeconds() + " s (" + Settings.IDLE_TIMEOUT + " "
                                + timeout.toSeconds() + " s)");
            } else {
                refuseAfterSilence(timeout);
            }
        });
    }

    /** No call comes any more. */
    public void stop() {
        heartbeat.cancel();
        idle.cancel();
    }
}
