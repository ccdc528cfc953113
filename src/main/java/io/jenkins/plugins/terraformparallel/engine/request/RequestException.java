package io.jenkins.plugins.terraformparallel.engine.request;

import java.util.List;

/** The request can't be run: all its mistakes at once, and nothing was started. */
public final class RequestException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Mistake[] mistakes;

    /** @param mistakes at least one */
    public RequestException(List<Mistake> mistakes) {
        super(text(mistakes));
        this.mistakes = mistakes.toArray(new Mistake[0]);
    }

    /** At least one, in the order of the arguments. */
    public List<Mistake> mistakes() {
        return List.of(mistakes);
    }

    private static String text(List<Mistake> mistakes) {
        StringBuilder text = new StringBuilder(
                mistakes.size() == 1
                        ? "1 mistake in the request, nothing was started:"
                        : mistakes.size() + " mistakes in the request, nothing was started:");
        mistakes.forEach(mistake -> text.append("\n  - ").append(mistake.sentence()));
        return text.toString();
    }
}
