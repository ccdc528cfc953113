/** What tests share: the programs that some of them need, and what they look at. */
package io.jenkins.plugins.terraformparallel.testing;
