package io.jenkins.plugins.terraformparallel.engine.run;

/**
 * Masks a text that arrives in pieces and is too long to be held whole: what could be the beginning of a secret waits for
 * the next piece. Not thread-safe.
 */
final class MaskedPieces {

    private final Masker masker;

    // Mutable state
    private final StringBuilder waiting = new StringBuilder();

    MaskedPieces(Masker masker) {
        this.masker = masker;
    }

    /**
     * Takes a piece and returns what of the text can be shown by now.
     *
     * @param last whether the text ends with this piece; the result then ends with a line feed
     */
    String next(String piece, boolean last) {
        waiting.append(piece);
        int cut = last ? waiting.length() : masker.safeCut(waiting);
        String masked = masker.apply(waiting.substring(0, cut));
        waiting.delete(0, cut);
        return last ? masked + "\n" : masked;
    }
}
