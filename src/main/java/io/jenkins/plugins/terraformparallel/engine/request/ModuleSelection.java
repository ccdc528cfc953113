package io.jenkins.plugins.terraformparallel.engine.request;

import java.io.Serializable;

/** One entry of the request's {@code modules}. */
public sealed interface ModuleSelection extends Serializable permits ModulePattern, ModuleExclusion, ModuleRequest {}
