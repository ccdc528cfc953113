package io.jenkins.plugins.terraformparallel.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.pipeline.form.PlainCopy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * A step's arguments as they were given, and those of its parameters that are about terraform. All are of type Object:
 * nothing here converts or refuses a value, so that the engine's reader finds all mistakes at once. A parameter that
 * wasn't given is null. Lives only until the step starts; its values may be secrets, so it is never printed.
 */
public abstract class TerraformArguments extends Step {

    private final Map<String, Object> arguments = new LinkedHashMap<>();

    /** Plain JDK values by the parameters' names, with unknown ones where such were given; unmodifiable. */
    public final Map<String, Object> arguments() {
        return Collections.unmodifiableMap(arguments);
    }

    @CheckForNull
    final Object argument(String name) {
        return arguments.get(name);
    }

    final void argument(String name, @CheckForNull Object value) {
        arguments.put(name, PlainCopy.of(value));
    }

    /** Takes the place of all arguments. */
    final void replaceArguments(Map<String, Object> given) {
        arguments.clear();
        arguments.putAll(PlainCopy.of(given));
    }

    public Object getWorkspaces() {
        return argument("workspaces");
    }

    @DataBoundSetter
    public void setWorkspaces(Object workspaces) {
        argument("workspaces", workspaces);
    }

    public Object getCreateWorkspaces() {
        return argument("createWorkspaces");
    }

    @DataBoundSetter
    public void setCreateWorkspaces(Object createWorkspaces) {
        argument("createWorkspaces", createWorkspaces);
    }

    public Object getVarFiles() {
        return argument("varFiles");
    }

    @DataBoundSetter
    public void setVarFiles(Object varFiles) {
        argument("varFiles", varFiles);
    }

    public Object getVars() {
        return argument("vars");
    }

    @DataBoundSetter
    public void setVars(Object vars) {
        argument("vars", vars);
    }

    public Object getBackendConfig() {
        return argument("backendConfig");
    }

    @DataBoundSetter
    public void setBackendConfig(Object backendConfig) {
        argument("backendConfig", backendConfig);
    }

    public Object getEnv() {
        return argument("env");
    }

    @DataBoundSetter
    public void setEnv(Object env) {
        argument("env", env);
    }

    public Object getLock() {
        return argument("lock");
    }

    @DataBoundSetter
    public void setLock(Object lock) {
        argument("lock", lock);
    }

    public Object getLockTimeout() {
        return argument("lockTimeout");
    }

    @DataBoundSetter
    public void setLockTimeout(Object lockTimeout) {
        argument("lockTimeout", lockTimeout);
    }

    public Object getRefresh() {
        return argument("refresh");
    }

    @DataBoundSetter
    public void setRefresh(Object refresh) {
        argument("refresh", refresh);
    }

    public Object getRefreshOnly() {
        return argument("refreshOnly");
    }

    @DataBoundSetter
    public void setRefreshOnly(Object refreshOnly) {
        argument("refreshOnly", refreshOnly);
    }

    public Object getUpgrade() {
        return argument("upgrade");
    }

    @DataBoundSetter
    public void setUpgrade(Object upgrade) {
        argument("upgrade", upgrade);
    }

    public Object getResourceParallelism() {
        return argument("resourceParallelism");
    }

    @DataBoundSetter
    public void setResourceParallelism(Object resourceParallelism) {
        argument("resourceParallelism", resourceParallelism);
    }

    public Object getExtraArgs() {
        return argument("extraArgs");
    }

    @DataBoundSetter
    public void setExtraArgs(Object extraArgs) {
        argument("extraArgs", extraArgs);
    }

    public Object getExecutable() {
        return argument("executable");
    }

    @DataBoundSetter
    public void setExecutable(Object executable) {
        argument("executable", executable);
    }

    public Object getInit() {
        return argument("init");
    }

    @DataBoundSetter
    public void setInit(Object init) {
        argument("init", init);
    }

    public Object getPluginCache() {
        return argument("pluginCache");
    }

    @DataBoundSetter
    public void setPluginCache(Object pluginCache) {
        argument("pluginCache", pluginCache);
    }
}
