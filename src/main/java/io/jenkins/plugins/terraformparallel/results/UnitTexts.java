package io.jenkins.plugins.terraformparallel.results;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.report.DiffLine;
import io.jenkins.plugins.terraformparallel.engine.report.FileExcerpt;
import io.jenkins.plugins.terraformparallel.engine.report.ReportLimits;
import io.jenkins.plugins.terraformparallel.engine.report.RunFiles;
import io.jenkins.plugins.terraformparallel.engine.report.TextCleaner;
import io.jenkins.plugins.terraformparallel.engine.report.UnitReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What a unit's page shows of its diffs and its log: bounded, clean, and with what is left out. */
@Restricted(NoExternalUse.class)
public final class UnitTexts {

    private final RunFiles files;
    private final UnitReport unit;

    UnitTexts(RunFiles files, UnitReport unit) {
        this.files = files;
        this.unit = unit;
    }

    /** The beginning of its plan's diff; null where it has none. */
    @CheckForNull
    public Excerpt getDiff() {
        return diff(unit.notes().diff());
    }

    /** Likewise, of the plan that replaced it. */
    @CheckForNull
    public Excerpt getReplannedDiff() {
        return diff(unit.notes().replannedDiff());
    }

    /** The end of its log. */
    public Excerpt getLog() {
        FileExcerpt excerpt = files.tail(unit.log(), ReportLimits.LOG);
        return new Excerpt(List.of(new Part("", TextCleaner.text(excerpt.text()))), excerpt);
    }

    @CheckForNull
    private Excerpt diff(@CheckForNull String path) {
        if (path == null) {
            return null;
        }
        FileExcerpt excerpt = files.head(path, ReportLimits.DIFF);
        return new Excerpt(parts(TextCleaner.text(excerpt.text())), excerpt);
    }

    /** Neighbouring lines of one kind are one part. */
    private static List<Part> parts(String diff) {
        List<Part> parts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        DiffLine kind = DiffLine.PLAIN;
        for (String line : diff.lines().toList()) {
            DiffLine next = DiffLine.of(line);
            if (next != kind && !text.isEmpty()) {
                parts.add(part(kind, text));
                text.setLength(0);
            }
            kind = next;
            text.append(line).append('\n');
        }
        if (!text.isEmpty()) {
            parts.add(part(kind, text));
        }
        return parts;
    }

    private static Part part(DiffLine kind, CharSequence text) {
        return new Part("tfp-line-" + kind.name().toLowerCase(Locale.ROOT), text.toString());
    }

    /** A part of a text with one look. */
    public static final class Part {

        private final String cssClass;
        private final String text;

        Part(String cssClass, String text) {
            this.cssClass = cssClass;
            this.text = text;
        }

        public String getCssClass() {
            return cssClass;
        }

        public String getText() {
            return text;
        }
    }

    /** A part of a file. */
    public static final class Excerpt {

        private final List<Part> parts;
        private final FileExcerpt excerpt;

        Excerpt(List<Part> parts, FileExcerpt excerpt) {
            this.parts = parts;
            this.excerpt = excerpt;
        }

        public List<Part> getParts() {
            return parts;
        }

        /** How many bytes of the file aren't shown. */
        public long getOmitted() {
            return excerpt.omittedBytes();
        }

        /** Why nothing is shown; null where something is. */
        @CheckForNull
        public String getProblem() {
            return excerpt.problem();
        }
    }
}
