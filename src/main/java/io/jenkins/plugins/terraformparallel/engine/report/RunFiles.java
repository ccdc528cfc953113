package io.jenkins.plugins.terraformparallel.engine.report;

/**
 * The files of a run's directory that reports quote: logs and diffs. A file that can't be read makes a report shorter,
 * it doesn't prevent it.
 */
public interface RunFiles {

    /** For reports that quote no files. */
    RunFiles NONE = new RunFiles() {
        @Override
        public FileExcerpt head(String path, int maxBytes) {
            return FileExcerpt.unreadable("files are not part of this report");
        }

        @Override
        public FileExcerpt tail(String path, int maxBytes) {
            return head(path, maxBytes);
        }
    };

    /**
     * The beginning of a file, in whole lines where it is cut.
     *
     * @param path relative to the run's directory
     */
    FileExcerpt head(String path, int maxBytes);

    /**
     * The end of a file, in whole lines where it is cut.
     *
     * @param path relative to the run's directory
     */
    FileExcerpt tail(String path, int maxBytes);
}
