/** What tests share: the programs that some of them need. */
package io.jenkins.plugins.terraformparallel.testing;
