package io.jenkins.plugins.terraformparallel.results;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.report.TextCleaner;
import io.jenkins.plugins.terraformparallel.engine.report.Wording;
import io.jenkins.plugins.terraformparallel.engine.terraform.Diagnostic;
import io.jenkins.plugins.terraformparallel.engine.terraform.Severity;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** An error or warning as a page shows it: its texts clean. */
@Restricted(NoExternalUse.class)
public final class DiagnosticBean {

    private final Diagnostic diagnostic;

    DiagnosticBean(Diagnostic diagnostic) {
        this.diagnostic = diagnostic;
    }

    public boolean isError() {
        return diagnostic.severity() == Severity.ERROR;
    }

    public boolean isWarning() {
        return diagnostic.severity() == Severity.WARNING;
    }

    public String getSummary() {
        return TextCleaner.text(diagnostic.summary());
    }

    /** Null where there is none. */
    @CheckForNull
    public String getDetail() {
        return diagnostic.detail().isBlank() ? null : TextCleaner.text(diagnostic.detail());
    }

    /** File, line and address; null where it points nowhere. */
    @CheckForNull
    public String getPlace() {
        String place = Wording.place(diagnostic);
        return place == null ? null : TextCleaner.line(place);
    }
}
