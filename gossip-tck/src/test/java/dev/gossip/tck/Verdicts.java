package dev.gossip.tck;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherConstants;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * What JUnit says about a class of rules.
 *
 * @param failures message by rule
 */
record Verdicts(int passed, Map<String, String> failures) {

    static Verdicts of(DiscoverySelector... candidates) {
        AtomicInteger passed = new AtomicInteger();
        Map<String, String> failures = new TreeMap<>();
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(candidates)
                .configurationParameter(LauncherConstants.CAPTURE_STDOUT_PROPERTY_NAME, "false")
                .build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
                    passed.addAndGet(test.isTest() ? 1 : 0);
                } else {
                    failures.put(
                            test.getDisplayName().split(" ")[0],
                            String.valueOf(result.getThrowable().orElseThrow().getMessage()));
                }
            }
        });
        return new Verdicts(passed.get(), failures);
    }
}
