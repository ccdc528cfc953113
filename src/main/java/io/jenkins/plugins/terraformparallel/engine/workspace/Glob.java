package io.jenkins.plugins.terraformparallel.engine.workspace;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * An Ant-style glob over directory paths: {@code *} stands for any characters of one name, {@code ?} for one,
 * {@code **} as a whole name for any number of directories, also none. Everything else stands for itself, case counts,
 * and a leading dot is nothing special.
 *
 * <p>It is matched name by name, so that a walk goes only where a match can be.
 */
final class Glob {

    private static final String ANY_DEPTH = "**";

    private final List<String> names;

    /** @param names without {@code .} and {@code ..} */
    Glob(List<String> names) {
        List<String> kept = new ArrayList<>();
        for (String name : names) {
            boolean again = name.equals(ANY_DEPTH)
                    && !kept.isEmpty()
                    && kept.get(kept.size() - 1).equals(ANY_DEPTH);
            if (!again) {
                kept.add(name);
            }
        }
        this.names = List.copyOf(kept);
    }

    /** Where a walk stands before its first name. */
    Position start() {
        BitSet next = new BitSet();
        add(next, 0);
        return new Position(this, next);
    }

    /** Whether the directory with these names, from the start on, matches. */
    boolean matches(List<String> path) {
        Position position = start();
        for (String name : path) {
            position = position.after(name);
        }
        return position.isMatch();
    }

    private void add(BitSet next, int index) {
        next.set(index);
        if (index < names.size() && names.get(index).equals(ANY_DEPTH)) {
            next.set(index + 1);
        }
    }

    private static boolean isWild(String name) {
        return name.indexOf('*') >= 0 || name.indexOf('?') >= 0;
    }

    /** Linear but for the last star, which alone is ever tried again; {@code ?} is one code point. */
    private static boolean matchesName(String pattern, String name) {
        int star = -1;
        int afterStar = 0;
        int at = 0;
        int read = 0;
        while (read < name.length()) {
            char wanted = at < pattern.length() ? pattern.charAt(at) : 0;
            if (wanted == '*') {
                star = at++;
                afterStar = read;
            } else if (wanted == '?') {
                at++;
                read = next(name, read);
            } else if (at < pattern.length() && wanted == name.charAt(read)) {
                at++;
                read++;
            } else if (star >= 0) {
                at = star + 1;
                afterStar = next(name, afterStar);
                read = afterStar;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }

    /** Where the next code point begins. */
    private static int next(String name, int index) {
        return index + Character.charCount(name.codePointAt(index));
    }

    /**
     * How far a walk has come in a glob. Two walks at equal positions find the same below them.
     *
     * @param next indices of the names that may come next; the index after the last one means a match
     */
    record Position(Glob glob, BitSet next) {

        /** Where the walk stands in a directory of this name. */
        Position after(String name) {
            BitSet after = new BitSet();
            for (int index = next.nextSetBit(0); index >= 0; index = next.nextSetBit(index + 1)) {
                if (index == glob.names.size()) {
                    continue;
                }
                String wanted = glob.names.get(index);
                if (wanted.equals(ANY_DEPTH)) {
                    glob.add(after, index);
                } else if (isWild(wanted) ? matchesName(wanted, name) : wanted.equals(name)) {
                    glob.add(after, index + 1);
                }
            }
            return new Position(glob, after);
        }

        /** Written out as that of {@link LocalModuleWalk}'s visits. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Position position && glob.equals(position.glob) && next.equals(position.next);
        }

        @Override
        public int hashCode() {
            return 31 * glob.hashCode() + next.hashCode();
        }

        /** Whether the directory where the walk stands matches. */
        boolean isMatch() {
            return next.get(glob.names.size());
        }

        /** Whether a directory below can match. */
        boolean goesOn() {
            return next.nextSetBit(0) >= 0 && next.nextSetBit(0) < glob.names.size();
        }

        /** Whether neither this directory nor one below it can match. */
        boolean isDead() {
            return next.isEmpty();
        }

        /** The only names that can come next, where the glob says them literally; empty where any name can. */
        List<String> literalNames() {
            List<String> literal = new ArrayList<>();
            for (int index = next.nextSetBit(0); index >= 0; index = next.nextSetBit(index + 1)) {
                if (index < glob.names.size()) {
                    if (isWild(glob.names.get(index))) {
                        return List.of();
                    }
                    literal.add(glob.names.get(index));
                }
            }
            return literal;
        }
    }
}
