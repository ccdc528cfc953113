package io.jenkins.plugins.terraformparallel.engine.work;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Finds units that have one name, or that are one unit under two names because they would work on the same state. */
final class Duplicates {

    /** Numbers beyond it would be very long texts. */
    private static final int MAX_SCALE = 400;

    private final PlanMistakes mistakes;
    private final Map<String, DraftUnit> byName = new HashMap<>();
    private final Map<State, DraftUnit> byState = new HashMap<>();

    Duplicates(PlanMistakes mistakes) {
        this.mistakes = mistakes;
    }

    /** Reports each unit that repeats an earlier one. */
    void check(List<DraftUnit> units) {
        for (DraftUnit unit : units) {
            DraftUnit sameName = byName.putIfAbsent(unit.name(), unit);
            DraftUnit sameState = unit.module().directory() == null ? null : byState.putIfAbsent(State.of(unit), unit);
            if (sameState != null) {
                report(unit, sameState, ", the same directory, workspace and backend configuration as ", different());
            } else if (sameName != null) {
                report(unit, sameName, ", the same name as that of ", "a 'name' of its own for one of them");
            }
        }
    }

    private static String different() {
        return "each once, or with different workspaces or backend configurations";
    }

    private void report(DraftUnit unit, DraftUnit earlier, String what, String expected) {
        String found = "the unit " + Quoted.of(unit.name()) + what + Quoted.of(earlier.name()) + " ("
                + PlanMistakes.argument(earlier.module().index()) + ")";
        mistakes.inModule(unit.module().index(), "", found, expected);
    }

    /**
     * What decides where a unit's state is. No workspace is {@code default}: a unit that names none runs only where
     * that is selected.
     */
    private record State(@CheckForNull String directory, String workspace, Object backendConfig) {

        static State of(DraftUnit unit) {
            String workspace = unit.workspace() == null ? "default" : unit.workspace();
            return new State(unit.module().directory(), workspace, asTerraformReads(unit.backendConfig()));
        }

        /** Written out: to make that of a record takes a start longer than to compare many units. */
        @Override
        public boolean equals(Object other) {
            return other instanceof State state
                    && Objects.equals(directory, state.directory)
                    && workspace.equals(state.workspace)
                    && backendConfig.equals(state.backendConfig);
        }

        @Override
        public int hashCode() {
            return Objects.hash(directory, workspace, backendConfig);
        }

        /** A backend configuration is text to terraform: {@code 1}, {@code 1.0} and {@code "1"} are the same. */
        private static Object asTerraformReads(@CheckForNull Object value) {
            if (value instanceof Map<?, ?> map) {
                Map<String, Object> read = new TreeMap<>();
                map.forEach((key, entry) -> read.put(String.valueOf(key), asTerraformReads(entry)));
                return read;
            }
            if (value instanceof List<?> list) {
                return list.stream().map(State::asTerraformReads).toList();
            }
            if (value instanceof Number) {
                return number(value.toString());
            }
            return value == null ? Void.class : value.toString();
        }

        private static String number(String text) {
            try {
                BigDecimal number = new BigDecimal(text).stripTrailingZeros();
                return Math.abs(number.scale()) > MAX_SCALE ? number.toString() : number.toPlainString();
            } catch (NumberFormatException e) {
                // such as infinity
                return text;
            }
        }
    }
}
