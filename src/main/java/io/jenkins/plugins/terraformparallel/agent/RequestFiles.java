package io.jenkins.plugins.terraformparallel.agent;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks all that a request asks of the modules' files, so that it takes one call. */
interface RequestFiles {

    /**
     * All questions and their answers.
     *
     * @param raw the part of the request that has to do with files; may hold mistakes
     * @throws IOException where the current directory can't be used
     */
    LinkedHashMap<RecordedWorkspace.Question, PortAnswer> answers(Map<String, Object> raw) throws IOException;
}
