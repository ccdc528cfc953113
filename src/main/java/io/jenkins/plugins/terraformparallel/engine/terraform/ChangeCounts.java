package io.jenkins.plugins.terraformparallel.engine.terraform;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;

/**
 * How many changes a plan has; a replaced resource counts as one added and one destroyed.
 *
 * @param outputs outputs whose value changes
 */
public record ChangeCounts(
        int add,
        int change,
        int destroy,
        @JsonProperty("import") int imported,
        int move,
        int forget,
        int outputs) implements Serializable {

    public static final ChangeCounts NONE = new ChangeCounts(0, 0, 0, 0, 0, 0, 0);

    /** Whether nothing changes at all. */
    public boolean isEmpty() {
        return add == 0 && change == 0 && destroy == 0 && imported == 0 && move == 0 && forget == 0 && outputs == 0;
    }

    /** Both together, for totals. */
    public ChangeCounts plus(ChangeCounts other) {
        return new ChangeCounts(
                add + other.add,
                change + other.change,
                destroy + other.destroy,
                imported + other.imported,
                move + other.move,
                forget + other.forget,
                outputs + other.outputs);
    }
}
