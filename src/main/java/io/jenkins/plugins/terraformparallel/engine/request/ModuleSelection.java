package io.jenkins.plugins.terraformparallel.engine.request;

/** One entry of the request's {@code modules}. */
public sealed interface ModuleSelection permits ModulePattern, ModuleExclusion, ModuleRequest {}
