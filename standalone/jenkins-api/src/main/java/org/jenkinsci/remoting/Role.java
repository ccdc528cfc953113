package org.jenkinsci.remoting;

public final class Role {
    private Role() {
        throw new UnsupportedOperationException();
    }
}
