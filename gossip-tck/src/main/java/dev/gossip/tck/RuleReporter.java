package dev.gossip.tck;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Puts the rule in front of every failure, so that a log line alone says which one is broken. */
final class RuleReporter implements TestExecutionExceptionHandler {

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        boolean rule = context.getTestMethod()
                .map(method -> method.getDeclaringClass().getPackage() == RuleReporter.class.getPackage()
                        && context.getDisplayName().matches("[A-Z]\\d\\d .*"))
                .orElse(false);
        throw rule
                ? new AssertionError("rule " + context.getDisplayName() + ": " + failure.getMessage(), failure)
                : failure;
    }
}
