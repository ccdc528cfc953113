package io.jenkins.plugins.terraformparallel.engine.report;

import java.time.Instant;

/**
 * What asked a run to stop.
 *
 * @param cause in words, of the first request
 * @param at when the first request came: the grace period of whoever ran then begins here
 * @param kill whether a later one asked for an immediate kill
 */
public record RunAbort(String cause, Instant at, boolean kill) {}
