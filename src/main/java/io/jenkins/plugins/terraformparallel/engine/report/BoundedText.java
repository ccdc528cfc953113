package io.jenkins.plugins.terraformparallel.engine.report;

/** Text that never grows above a limit: a block is added whole or not at all. */
final class BoundedText {

    private final StringBuilder text = new StringBuilder();

    // Mutable state
    private int limit;

    /** @param limit in characters (UTF-16) */
    BoundedText(int limit) {
        this.limit = limit;
    }

    /** Adds the block if it fits. */
    boolean add(CharSequence block) {
        if (text.length() + block.length() > limit) {
            return false;
        }
        text.append(block);
        return true;
    }

    /** How much still fits. */
    int left() {
        return limit - text.length();
    }

    /** From now on there is another limit. */
    void limit(int newLimit) {
        limit = newLimit;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
