package io.jenkins.plugins.terraformparallel.agent;

import io.jenkins.plugins.terraformparallel.engine.workspace.Workspace;
import java.io.IOException;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A workspace that asks another one each question once, and keeps the answers. Filled with those of somebody who asked
 * the same where the files are, it need not ask at all. Not thread-safe.
 */
final class RecordedWorkspace implements Workspace {

    private final Workspace files;

    // Mutable state
    private final LinkedHashMap<Question, PortAnswer> answers;

    /**
     * @param files whom to ask what isn't known
     * @param answers what is known
     */
    RecordedWorkspace(Workspace files, Map<Question, PortAnswer> answers) {
        this.files = files;
        this.answers = new LinkedHashMap<>(answers);
    }

    /** One call of a method. */
    record Question(Method method, String argument) implements Serializable {}

    /** The methods of a workspace. */
    enum Method {
        BOUNDARY,
        KIND,
        REAL_PATH,
        MODULES
    }

    /** All that was asked, or known before. */
    LinkedHashMap<Question, PortAnswer> answers() {
        return new LinkedHashMap<>(answers);
    }

    @Override
    public String boundary() {
        try {
            return (String) answer(Method.BOUNDARY, "", files::boundary);
        } catch (IOException e) {
            throw new IllegalStateException("no workspace fails to know this", e);
        }
    }

    @Override
    public Kind kind(String path) throws IOException {
        return (Kind) answer(Method.KIND, path, () -> files.kind(path));
    }

    @Override
    public String realPath(String path) throws IOException {
        return (String) answer(Method.REAL_PATH, path, () -> files.realPath(path));
    }

    @Override
    public SortedMap<String, String> modules(String glob) throws IOException {
        Map<?, ?> answer = (Map<?, ?>) answer(Method.MODULES, glob, () -> new TreeMap<>(files.modules(glob)));
        SortedMap<String, String> modules = new TreeMap<>();
        answer.forEach((path, real) -> modules.put((String) path, (String) real));
        return modules;
    }

    private interface Asking {
        Serializable ask() throws IOException;
    }

    private Serializable answer(Method method, String argument, Asking asking) throws IOException {
        Question question = new Question(method, argument);
        PortAnswer answer = answers.get(question);
        if (answer == null) {
            answer = ask(asking);
            answers.put(question, answer);
        }
        Serializable value = answer.get();
        if (value == null) {
            throw new IllegalStateException("no answer to " + question);
        }
        return value;
    }

    private static PortAnswer ask(Asking asking) {
        try {
            return new PortAnswer(asking.ask(), null);
        } catch (IOException e) {
            return new PortAnswer(null, PortFailure.of(e));
        }
    }
}
