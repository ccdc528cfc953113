/**
 * The packed plugin on a running Jenkins: real pipelines, a real agent, real terraform, real aborts, kills and restarts.
 * What is given, and how, says {@code docs/acceptance.md}.
 */
package io.jenkins.plugins.terraformparallel.acceptance;
