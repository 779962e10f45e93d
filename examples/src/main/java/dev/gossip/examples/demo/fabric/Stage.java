package dev.gossip.examples.demo.fabric;

import dev.gossip.examples.demo.Signals;
import dev.gossip.examples.demo.Timeline;

/** What every act works with. */
record Stage(
        DemoNetwork network,
        RecordedBlocks blocks,
        Refusals refusals,
        Signals signals,
        Timeline timeline,
        Findings findings) {}
