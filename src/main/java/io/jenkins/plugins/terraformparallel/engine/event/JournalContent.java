package io.jenkins.plugins.terraformparallel.engine.event;

/**
 * What {@link JournalReader} found, aside from the events themselves.
 *
 * @param events how many were handed on
 * @param unknown whole lines with an event of a later version
 * @param corrupt whole lines that are no event
 * @param end the offset in bytes behind the last whole line, from where a later read goes on
 * @param cutOff whether an incomplete line stands behind it
 */
public record JournalContent(long events, long unknown, long corrupt, long end, boolean cutOff) {}
