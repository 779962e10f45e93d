package dev.gossip.examples.demo.orbs;

import dev.gossip.api.GossipRuntime;
import dev.gossip.examples.demo.Findings;
import dev.gossip.examples.demo.Signals;
import dev.gossip.examples.demo.Timeline;

/** What every act works with. */
record Stage(GossipRuntime runtime, boolean tls, Signals signals, Timeline timeline, Findings findings) {}
