package io.jenkins.plugins.terraformparallel.agent;

import hudson.remoting.Asynchronous;

/**
 * Told by a node that a chain's script has ended; the node doesn't wait for whoever hears it. A hint: it may be lost with
 * the connection. Any thread.
 */
interface ChainEnds {

    /** @param chain the number of the chain within its unit */
    @Asynchronous
    void ended(String unit, int chain);
}
