package io.sealgate.testsuite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Writes down what the server decided in each test, one line for each case, into the file that the system property {@code testsuite.decisions} names:
 * {@link DecisionTable} holds it against what was decided elsewhere. Requests that a test makes on threads of its own are not recorded, as their order is
 * chance.
 */
final class DecisionRecorder implements BeforeEachCallback, AfterEachCallback {
    private static final int LONGEST_NAME = 60;

    /** How servers turn requests away that never get to the application; 0 is a closed connection. Which of them one takes is its own affair. */
    private static final Set<Integer> TURNED_AWAY = Set.of(0, 400, 404, 413, 414, 431);

    private static final ThreadLocal<@Nullable Recording> CURRENT = new ThreadLocal<>();

    /**
     * Adds what an answer says of the decision, once for each test case: status and challenge, and whether it let the caller in.
     */
    static void record(Answer answer) {
        Recording recording = CURRENT.get();
        if (recording != null && recording.whoeverRefuses && isRefusal(answer)) {
            note("refused");
            return;
        }
        List<String> challenges = answer.header("WWW-Authenticate");
        if (challenges.isEmpty() && TURNED_AWAY.contains(answer.status())) {
            note("turned away");
            return;
        }
        StringBuilder decision = new StringBuilder().append(answer.status());
        challenges.forEach(challenge -> decision.append(' ').append(challenge));
        if (answer.body().startsWith("SECRET")) {
            decision.append(" passed");
        }
        note(decision.toString());
    }

    private static boolean isRefusal(Answer answer) {
        return (answer.status() == 0 || answer.status() >= 400)
                && !answer.body().contains("SECRET");
    }

    /** Adds something that is decided and that statuses do not show. */
    static void note(String decision) {
        Recording recording = CURRENT.get();
        if (recording != null) {
            recording.decisions.add(printable(decision));
        }
    }

    /**
     * For the rest of the test, that a request is refused counts, not by whom: of such requests some servers pass on to applications what others answer, or do not deploy the application. What is
     * not refused is recorded as in any test.
     */
    static void whoeverRefuses() {
        Recording recording = CURRENT.get();
        if (recording != null) {
            recording.whoeverRefuses = true;
        }
    }

    /** Makes a request whose answer is not recorded, as it depends on what the server makes of the application. */
    static Answer withoutRecord(Supplier<Answer> request) {
        Recording recording = CURRENT.get();
        CURRENT.remove();
        try {
            return request.get();
        } finally {
            CURRENT.set(recording);
        }
    }

    /** Leaves the test that runs out of the record: for requests that servers may answer in ways of their own, as long as nobody gets past. */
    static void leaveOut() {
        CURRENT.remove();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        CURRENT.set(new Recording());
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        Recording recording = CURRENT.get();
        CURRENT.remove();
        String file = System.getProperty("testsuite.decisions");
        if (file == null || recording == null || recording.decisions.isEmpty()) {
            return;
        }
        String test = context.getRequiredTestClass().getSimpleName() + "."
                + context.getRequiredTestMethod().getName();
        String line = test + "\t" + caseOf(context) + "\t" + String.join(" | ", recording.decisions) + "\n";
        Files.write(Path.of(file), List.of(line.stripTrailing()), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** {@code #3 Bearer a}, or nothing for a test that has one case. */
    private static String caseOf(ExtensionContext context) {
        String id = context.getUniqueId();
        int invocation = id.lastIndexOf("test-template-invocation:");
        if (invocation < 0) {
            return "";
        }
        String number = id.substring(id.indexOf('#', invocation), id.indexOf(']', invocation));
        String name = printable(context.getDisplayName().replaceFirst("^\\[\\d+] ", ""));
        return number + " " + (name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name);
    }

    private static String printable(String text) {
        StringBuilder out = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            if (each >= ' ' && each < 0x7f && each != '|') {
                out.append((char) each);
            } else {
                out.append(String.format("%%%02x", each));
            }
        }
        return out.toString();
    }

    private static final class Recording {
        private final Set<String> decisions = new LinkedHashSet<>();
        private boolean whoeverRefuses;
    }
}
