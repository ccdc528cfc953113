package org.jenkinsci.plugins.durabletask;

import hudson.FilePath;
import java.io.IOException;
import java.io.Serializable;

public abstract class Controller implements Serializable {
    public abstract void cleanup(FilePath workspace) throws IOException, InterruptedException;

    private Controller() {
        throw new UnsupportedOperationException();
    }
}
