package io.jenkins.plugins.terraformparallel.engine.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestReaderTest {

    @Test
    void onlyModulesAreNeeded() throws RequestException {
        RunRequest request = read(Map.of("modules", "network"));

        assertThat(request.modules()).containsExactly(new ModulePattern("network"));
        assertThat(request.operation()).isEqualTo(Operation.PLAN);
        assertThat(request.parallelAsked()).isEqualTo(4);
        assertThat(request.defaults())
                .isEqualTo(new ModuleDefaults(List.of(), false, List.of(), Map.of(), Map.of(), Map.of(), null));
        assertThat(request.failFast()).isEqualTo(FailFast.OFF);
        assertThat(request.gracePeriod()).isNull();
        assertThat(request.options()).isEqualTo(new TerraformOptions(null, true, true, false, false, null, Map.of()));
        assertThat(request.savedPlans()).isEqualTo(SavedPlans.AUTO);
        assertThat(request.init()).isEqualTo(InitMode.AUTO);
        assertThat(request.sameDirectory()).isEqualTo(SameDirectory.SERIAL);
        assertThat(request.onFailure()).isEqualTo(OnFailure.FAIL);
        assertThat(request.executable()).isEqualTo("terraform");
        assertThat(request.mask()).isEmpty();
        assertThat(request.console()).isEqualTo(ConsoleMode.SUMMARY);
    }

    @Test
    void everythingThatCanBeAskedForIsRead() throws RequestException {
        RunRequest request = RequestReader.read(RequestFile.parse("request.yaml", """
                        modules:
                          - network
                          - ' envs/* '
                          - '!envs/old'
                          - path: apps/shop
                            name: shop
                            workspaces: [eu, us]
                            varFiles: shop.tfvars
                            vars: {size: 3}
                            backendConfig: {key: shop}
                            env: {AWS_PROFILE: shop, LEVEL: 2, DEBUG: false}
                            targets: aws_instance.a["x"]
                            replace: [aws_instance.b]
                            dependsOn: [network, envs/dev]
                            timeout: 1h30m
                          - path: apps/blog
                            workspace: eu
                        operation: apply
                        parallel: 9
                        workspaces: [default]
                        createWorkspaces: true
                        varFiles: [a.tfvars, b.tfvars]
                        vars: {tags: {team: [a, b], cost: 1.5}, password: hunter2, nothing: null}
                        backendConfig: {encrypt: true}
                        env: {TF_LOG: info}
                        failFast: interrupt
                        timeout: 90s
                        gracePeriod: 250ms
                        lockTimeout: 0s
                        lock: false
                        refresh: 'false'
                        upgrade: 'true'
                        resourceParallelism: '20'
                        extraArgs: {plan: [-compact-warnings], init: -plugin-dir=/x}
                        savedPlans: require
                        replan: apply
                        init: never
                        pluginCache: /var/cache/providers
                        sameDirectory: parallel
                        onFailure: unstable
                        onChanges: fail
                        executable: /opt/tofu
                        mask: [password, HOME]
                        console: failures
                        """), Map.of("HOME", "/root"));

        Map<String, Object> vars = new LinkedHashMap<>();
        vars.put("tags", Map.of("team", List.of("a", "b"), "cost", new BigDecimal("1.5")));
        vars.put("password", "hunter2");
        vars.put("nothing", null);
        assertThat(request)
                .isEqualTo(new RunRequest(
                        Operation.APPLY,
                        List.of(
                                new ModulePattern("network"),
                                new ModulePattern("envs/*"),
                                new ModuleExclusion("envs/old"),
                                new ModuleRequest(
                                        "apps/shop",
                                        "shop",
                                        List.of("eu", "us"),
                                        List.of("shop.tfvars"),
                                        Map.of("size", 3),
                                        Map.of("key", "shop"),
                                        Map.of("AWS_PROFILE", "shop", "LEVEL", "2", "DEBUG", "false"),
                                        List.of("aws_instance.a[\"x\"]"),
                                        List.of("aws_instance.b"),
                                        List.of("network", "envs/dev"),
                                        Duration.ofMinutes(90)),
                                new ModuleRequest(
                                        "apps/blog",
                                        null,
                                        List.of("eu"),
                                        List.of(),
                                        Map.of(),
                                        Map.of(),
                                        Map.of(),
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        null)),
                        9,
                        new ModuleDefaults(
                                List.of("default"),
                                true,
                                List.of("a.tfvars", "b.tfvars"),
                                vars,
                                Map.of("encrypt", true),
                                Map.of("TF_LOG", "info"),
                                Duration.ofSeconds(90)),
                        FailFast.INTERRUPT,
                        Duration.ofMillis(250),
                        new TerraformOptions(
                                "0s",
                                false,
                                false,
                                false,
                                true,
                                20,
                                Map.of("plan", List.of("-compact-warnings"), "init", List.of("-plugin-dir=/x"))),
                        SavedPlans.REQUIRE,
                        Replan.APPLY,
                        InitMode.NEVER,
                        new PluginCache(true, "/var/cache/providers"),
                        SameDirectory.PARALLEL,
                        OnFailure.UNSTABLE,
                        OnChanges.FAIL,
                        "/opt/tofu",
                        List.of("password", "HOME"),
                        ConsoleMode.FAILURES));
    }

    @Test
    void whatGroovyGivesIsTakenForWhatItMeans() throws RequestException {
        Map<Object, Object> raw = new LinkedHashMap<>();
        raw.put(
                new StringBuilder("modules"),
                new Object[] {new StringBuilder("a"), Map.of("path", new StringBuilder("b"))});
        raw.put("parallel", 2L);
        raw.put("failFast", true);
        raw.put("timeout", null);
        raw.put(
                "vars",
                Map.of(new StringBuilder("letter"), 'x', "small", (short) 1, "float", 0.1f, "big", BigInteger.TWO));

        RunRequest request = read(raw);

        assertThat(request.modules()).hasSize(2).first().isEqualTo(new ModulePattern("a"));
        assertThat(request.parallelAsked()).isEqualTo(2);
        assertThat(request.failFast()).isEqualTo(FailFast.ON);
        assertThat(request.defaults().timeout()).isNull();
        assertThat(request.defaults().vars())
                .isEqualTo(Map.of("letter", "x", "small", 1, "float", new BigDecimal("0.1"), "big", BigInteger.TWO));
    }

    @Test
    void aNumberBeyondAnIntIsAsMuchAsAnIntCanSay() throws RequestException {
        assertThat(read(Map.of("modules", "a", "parallel", "99999999999999999999"))
                        .parallelAsked())
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(read(Map.of("modules", "a", "parallel", Long.MAX_VALUE)).parallel())
                .isEqualTo(4);
    }

    /** Each: a request without its modules, in YAML, and the mistakes that it has. */
    static List<List<String>> wrongRequests() {
        return List.of(
                List.of("parallel: 0", "parallel: found 0, expected a whole number from 1"),
                List.of("parallel: -1", "parallel: found -1, expected a whole number from 1"),
                List.of("parallel: 2.5", "parallel: found 2.5, expected a whole number from 1"),
                List.of("parallel: four", "parallel: found 'four', expected a whole number from 1"),
                List.of("parallel: '-4'", "parallel: found '-4', expected a whole number from 1"),
                List.of("parallel: ['4']", "parallel: found a list of 1 entry, expected a whole number from 1"),
                List.of("parallel: ''", "parallel: found an empty text, expected a whole number from 1"),
                List.of(
                        "resourceParallelism: 2147483648",
                        "resourceParallelism: found 2147483648, expected a whole number from 1 to 2147483647"),
                List.of(
                        "operation: paln",
                        "operation: found 'paln', expected 'plan', 'apply', 'destroy', 'validate' or 'init'; did you mean"
                                + " 'plan'?"),
                List.of(
                        "operation: 5",
                        "operation: found 5, expected 'plan', 'apply', 'destroy', 'validate' or 'init'"),
                List.of(
                        "failFast: interupt",
                        "failFast: found 'interupt', expected 'true', 'false' or 'interrupt'; did you mean 'interrupt'?"),
                List.of("failFast: 1", "failFast: found 1, expected 'true', 'false' or 'interrupt'"),
                List.of("lock: no", "lock: found 'no', expected true or false"),
                List.of("refresh: 0", "refresh: found 0, expected true or false"),
                List.of("upgrade: {}", "upgrade: found an empty map, expected true or false"),
                List.of("createWorkspaces: []", "createWorkspaces: found an empty list, expected true or false"),
                List.of(
                        "timeout: 30",
                        "timeout: found 30, expected a duration with its unit; a bare number has none: write '30s'"),
                List.of(
                        "gracePeriod: '1.5'",
                        "gracePeriod: found '1.5', expected a duration with its unit; a bare number has none: write '1.5s'"),
                List.of(
                        "timeout: 1d",
                        "timeout: found '1d', expected a duration such as '90s', '1h30m' or '250ms'; the largest unit is the"
                                + " hour: write '24h' for a day"),
                List.of(
                        "timeout: soon",
                        "timeout: found 'soon', expected a duration such as '90s', '1h30m' or '250ms'"),
                List.of("timeout: 0s", "timeout: found '0s', expected a duration longer than nothing, such as '90s'"),
                List.of(
                        "gracePeriod: -5s",
                        "gracePeriod: found '-5s', expected a duration longer than nothing, such as '90s'"),
                List.of(
                        "lockTimeout: 30",
                        "lockTimeout: found 30, expected a duration with its unit; a bare number has none: write '30s'"),
                List.of(
                        "lockTimeout: -1s",
                        "lockTimeout: found '-1s', expected a duration that isn't negative, such as '30s'"),
                List.of("console: everything", "console: found 'everything', expected 'summary', 'failures' or 'all'"),
                List.of(
                        "onFailure: failed",
                        "onFailure: found 'failed', expected 'fail', 'unstable' or 'continue'; did you mean 'fail'?"),
                List.of("savedPlans: yes", "savedPlans: found 'yes', expected 'auto', 'require' or 'ignore'"),
                List.of("replan: go", "replan: found 'go', expected 'stop' or 'apply'"),
                List.of("onChanges: drift", "onChanges: found 'drift', expected 'continue', 'unstable' or 'fail'"),
                List.of("init: sometimes", "init: found 'sometimes', expected 'auto', 'always' or 'never'"),
                List.of(
                        "{operation: init, init: never}",
                        "init: found 'never', expected 'auto' or 'always', because the operation is init"),
                List.of(
                        "executable: ' '",
                        "executable: found ' ', expected a name on the PATH, a file or a directory that isn't"
                                + " blank"),
                List.of(
                        "executable: 1.5",
                        "executable: found 1.5, expected a name on the PATH, a file or a directory as text:"
                                + " write it in quotes"),
                List.of(
                        "varFiles: [a, 5, '', {}]",
                        "varFiles[1]: found 5, expected a file as text: write it in quotes",
                        "varFiles[2]: found an empty text, expected a file that isn't blank",
                        "varFiles[3]: found an empty map, expected a file"),
                List.of("varFiles: {}", "varFiles: found an empty map, expected a file, or a list of such"),
                List.of(
                        "workspaces: []",
                        "workspaces: found an empty list, expected at least one workspace, or no 'workspaces' at all"),
                List.of(
                        "workspaces: [a/b, '..']",
                        "workspaces[0]: found 'a/b', expected a workspace's name as terraform allows it: letters, digits and any"
                                + " of _ . ~ $ & + : = @ -",
                        "workspaces[1]: found '..', expected a workspace's name as terraform allows it: letters, digits and any"
                                + " of _ . ~ $ & + : = @ -"),
                List.of("vars: a=b", "vars: found text, expected a map of names and values"),
                List.of("vars: [a]", "vars: found a list of 1 entry, expected a map of names and values"),
                List.of(
                        "vars: {1st: x}",
                        "vars['1st']: found the name '1st', expected a name as terraform has it: letters, digits, _ and -, not"
                                + " beginning with a digit or -"),
                List.of(
                        "backendConfig: {'': x}",
                        "backendConfig['']: found the name '', expected a name as terraform has it: letters, digits, _ and -,"
                                + " not beginning with a digit or -"),
                List.of(
                        "env: {A-B: x, C: [1], D: null}",
                        "env.A-B: found the name 'A-B', expected letters, digits and _, not beginning with a digit",
                        "env.C: found a list of 1 entry, expected text, a number, true or false",
                        "env.D: found nothing, expected text, a number, true or false"),
                List.of(
                        "env: {TERRAFORM_PARALLEL_PROCESS: x, TF_WORKSPACE: prod, TF_DATA_DIR: d, TF_CLI_ARGS_plan: '-target=a'}",
                        "env.TERRAFORM_PARALLEL_PROCESS: found a variable of this product's own, expected another name",
                        "env.TF_CLI_ARGS_plan: found '-target', expected 'targets' of a module",
                        "env.TF_DATA_DIR: found 'd', expected nothing there; every module has its own .terraform",
                        "env.TF_WORKSPACE: found 'prod', expected nothing there; name the workspace with 'workspaces'"),
                List.of(
                        "extraArgs: {destroy: -x, pln: -x, plan: [-out=p, --json, x, 5, -compact-warnings]}",
                        "extraArgs.destroy: found an unknown command, expected 'plan' or 'apply', which destroy consists of",
                        "extraArgs.pln: found an unknown command, expected 'init', 'plan', 'apply' or 'validate'; did you mean"
                                + " 'plan'?",
                        "extraArgs.plan[0]: found '-out', expected none; this product sets it itself",
                        "extraArgs.plan[1]: found '-json', expected none; this product sets it itself",
                        "extraArgs.plan[2]: found 'x', expected one option that begins with -, its value after =, such as"
                                + " '-option=value'",
                        "extraArgs.plan[3]: found 5, expected an option as text, such as '-compact-warnings'"),
                List.of(
                        "extraArgs: -compact-warnings",
                        "extraArgs: found '-compact-warnings', expected a map from a terraform command to its options: [plan:"
                                + " ['-compact-warnings']]"),
                List.of(
                        "mask: [passwrd, 5]\nvars: {password: x}",
                        "mask[1]: found 5, expected a name as text: write it in quotes",
                        "mask[0]: found 'passwrd', expected the name of an entry of vars, env or backendConfig, or of an"
                                + " environment variable; did you mean 'password'?"),
                List.of(
                        "mask: password\nvars: {password: ''}",
                        "mask: found an empty value, of vars.password, expected a secret that isn't empty"),
                List.of(
                        "fail_fast: true",
                        "fail_fast: found an unknown key, expected a known one; did you mean 'failFast'?"),
                List.of(
                        "var-file: a",
                        "var-file: found an unknown key, expected a known one; did you mean 'varFiles'?"),
                List.of("Paralel: 2", "Paralel: found an unknown key, expected a known one; did you mean 'parallel'?"),
                List.of(
                        "workspace: eu",
                        "workspace: found an unknown key, expected a known one; did you mean 'workspaces'?"),
                List.of(
                        "targets: [a]",
                        "targets: found a key that doesn't belong here, expected it in an entry of 'modules': [path: '…',"
                                + " targets: …]"));
    }

    @ParameterizedTest
    @MethodSource("wrongRequests")
    void aMistakeSaysWhereItIsWhatWasFoundAndWhatIsRight(List<String> yamlAndSentences) throws RequestException {
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put("modules", "network");
        raw.putAll(RequestFile.parse("request.yaml", yamlAndSentences.get(0)));

        assertThat(sentences(raw)).containsExactlyElementsOf(yamlAndSentences.subList(1, yamlAndSentences.size()));
    }

    /** Each: modules in YAML, and their mistakes. */
    static List<List<String>> wrongModules() {
        String some = "expected at least one directory, glob, or map with 'path'";
        return List.of(
                List.of("null", "modules: found nothing, " + some),
                List.of("[]", "modules: found an empty list, " + some),
                List.of("5", "modules: found 5, expected a list of directories, globs, and maps with 'path'"),
                List.of(
                        "{path: a}",
                        "modules: found a map, expected a list of directories, globs, and maps with 'path'"),
                List.of("''", "modules: found an empty text, expected a directory, a glob, or a map with 'path'"),
                List.of(
                        "[' ', null, 7, [a], '! ']",
                        "modules[0]: found ' ', expected a directory, a glob, or a map with 'path'",
                        "modules[1]: found nothing, expected a directory, a glob, or a map with 'path'",
                        "modules[2]: found 7, expected a directory, a glob, or a map with 'path'",
                        "modules[3]: found a list of 1 entry, expected a directory, a glob, or a map with 'path'",
                        "modules[4]: found '! ', expected a directory or a glob after the !"),
                List.of(
                        "['!a', '!b/*']",
                        "modules: found nothing but exclusions, expected a directory or glob from which they take something"
                                + " away"),
                List.of("[a, {}]", "modules[1].path: found nothing, expected the module's directory"),
                List.of(
                        "[{path: 'a/*'}]",
                        "modules[0].path: found 'a/*', expected one directory; a glob is written as a text of its own"),
                List.of(
                        "[{pth: a}]",
                        "modules[0].pth: found an unknown key, expected a known one; did you mean 'path'?"),
                List.of(
                        "[{path: a, workspace: x, workspaces: [y]}]",
                        "modules[0].workspaces: found it beside 'workspace', expected one of the two"),
                List.of(
                        "[a, b, {path: c, dependsOn: [1]}]",
                        "modules[2].dependsOn[0]: found 1, expected a module's name or path as text: write it in quotes"),
                List.of(
                        "[{path: c, parallel: 3}]",
                        "modules[0].parallel: found a key that doesn't belong here, expected it beside 'modules', for the whole"
                                + " run"),
                List.of(
                        "[{path: c, timeout: 5, name: '', env: {TF_WORKSPACE: x}, vars: {a b: 1}}]",
                        "modules[0].name: found an empty text, expected a name that isn't blank",
                        "modules[0].vars['a b']: found the name 'a b', expected a name as terraform has it: letters, digits, _"
                                + " and -, not beginning with a digit or -",
                        "modules[0].env.TF_WORKSPACE: found 'x', expected nothing there; name the workspace with 'workspaces'",
                        "modules[0].timeout: found 5, expected a duration with its unit; a bare number has none: write '5s'"));
    }

    @ParameterizedTest
    @MethodSource("wrongModules")
    void aMistakeInAModuleSaysInWhich(List<String> yamlAndSentences) throws RequestException {
        Map<String, Object> raw = RequestFile.parse("request.yaml", "modules: " + yamlAndSentences.get(0));

        assertThat(sentences(raw)).containsExactlyElementsOf(yamlAndSentences.subList(1, yamlAndSentences.size()));
    }

    @Test
    void whoOnlyLooksForDriftPlansAndRefreshesAndReplacesNothing() throws RequestException {
        assertThat(RequestReader.read(Map.of("modules", "a", "refreshOnly", "true"), Map.of())
                        .options()
                        .refreshOnly())
                .isTrue();
        assertThat(sentences(Map.of(
                        "modules",
                        List.of("a", Map.of("path", "b", "replace", "x.y")),
                        "operation",
                        "apply",
                        "refresh",
                        false,
                        "refreshOnly",
                        true)))
                .containsExactly(
                        "refreshOnly: found true, expected false, or the operation plan",
                        "refresh: found false, expected true, because 'refreshOnly' does nothing else",
                        "refreshOnly: found true, with resources to replace in module b, expected false, or no 'replace'");
    }

    @Test
    void keysThatDoNotExistYetAreUnknown() {
        for (String key : List.of("changedSince", "shard", "retries")) {
            assertThat(sentences(Map.of("modules", "a", key, "x")))
                    .as(key)
                    .singleElement()
                    .asString()
                    .startsWith(key + ": found an unknown key, expected ");
        }
    }

    @Test
    void allMistakesComeAtOnceAndAMisspeltKeyIsOne() {
        assertThat(sentences(Map.of(
                        "module",
                        "a",
                        "parallel",
                        0,
                        "timeout",
                        5,
                        "console",
                        "no",
                        "vars",
                        Map.of("x", new Object()))))
                .hasSize(5)
                .anyMatch(sentence -> sentence.startsWith("module: "))
                .anyMatch(sentence -> sentence.startsWith("parallel: "))
                .anyMatch(sentence -> sentence.startsWith("timeout: "))
                .anyMatch(sentence -> sentence.startsWith("console: "))
                .contains(
                        "vars.x: found a value of type java.lang.Object, expected text, a number, true, false, null, a list or"
                                + " a map");
    }

    @Test
    void endlessMistakesAreCountedAndNotListed() {
        List<Object> modules = new ArrayList<>(Collections.nCopies(1_000, 5));

        assertThat(sentences(Map.of("modules", modules)))
                .hasSize(201)
                .last()
                .isEqualTo("request: found 800 further mistakes, expected none; those above come first");
    }

    @Test
    void valuesThatJsonDoesNotKnowAreNamedByTheirPlace() {
        Map<Object, Object> odd = new LinkedHashMap<>();
        odd.put(1, "x");
        odd.put("nan", Double.NaN);
        odd.put("date", new java.util.Date(0));
        odd.put("texts", List.of("a", "b\0c"));

        assertThat(sentences(Map.of("modules", "a", "vars", Map.of("deep", List.of(odd)))))
                .containsExactly(
                        "vars.deep[0]: found a key that isn't text, expected text as keys",
                        "vars.deep[0].nan: found NaN, expected a finite number",
                        "vars.deep[0].date: found a value of type java.util.Date, expected text, a number, true, false, null, a"
                                + " list or a map",
                        "vars.deep[0].texts[1]: found text with a NUL character, expected text without it");
    }

    @Test
    void valuesThatHoldThemselvesAreRefused() {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        endless.add(endless);

        assertThat(sentences(Map.of("modules", "a", "vars", Map.of("x", endless, "y", Double.NaN), "mask", "x")))
                .hasSize(3)
                .contains(
                        "mask: found an empty value, of vars.x, expected a secret that isn't empty",
                        "vars.y: found NaN, expected a finite number")
                .anyMatch(sentence -> sentence.startsWith("vars.x[0][0]")
                        && sentence.endsWith(": found lists and maps more than 64 deep, expected less deep ones"));
    }

    @Test
    void noNulGetsAnywhere() {
        Map<String, Object> module =
                Map.of("path", "a\0", "name", "a\0", "workspace", "a\0", "env", Map.of("A", "a\0"), "targets", "a\0");

        assertThat(sentences(Map.of(
                        "modules", List.of("a\0", module), "executable", "a\0", "extraArgs", Map.of("plan", "-a=\0"))))
                .hasSize(8)
                .allMatch(sentence -> sentence.contains("NUL"));
    }

    @Test
    void whatWasFoundIsShortAndOnOneLine() {
        String given = "a\nb\t\u001b[31m\u202e" + "x".repeat(100);

        assertThat(sentences(Map.of("modules", "a", "operation", given)))
                .containsExactly("operation: found 'a\\nb\\t\\u001b[31m\\u202e" + "x".repeat(49)
                        + "…', expected 'plan', 'apply', 'destroy', 'validate' or 'init'");
    }

    @Test
    void theResultIsIndependentOfTheMapAndCannotBeChanged() throws RequestException {
        List<Object> list = new ArrayList<>(Arrays.asList("x", null));
        Map<String, Object> vars = new HashMap<>(Map.of("list", list, "map", new HashMap<>(Map.of("k", list))));
        Map<String, Object> raw = new HashMap<>(Map.of("modules", new ArrayList<>(List.of("a")), "vars", vars));
        Map<String, Object> before = Map.copyOf(raw);

        RunRequest request = read(raw);
        assertThat(raw).isEqualTo(before);
        list.add("later");
        vars.put("later", 1);

        Map<String, Object> read = request.defaults().vars();
        assertThat(read)
                .isEqualTo(Map.of("list", Arrays.asList("x", null), "map", Map.of("k", Arrays.asList("x", null))));
        assertThatThrownBy(() -> read.put("a", "b")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((List<?>) read.get("list")).clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> request.modules().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void theEnvironmentIsCheckedAsideFromWhatTheRequestReplaces() throws RequestException {
        Map<String, String> environment = Map.of("TF_WORKSPACE", "prod", "TF_CLI_ARGS", "-destroy", "HOME", "/");

        assertThat(sentences(Map.of("modules", "a"), environment))
                .containsExactly(
                        "environment.TF_CLI_ARGS: found '-destroy', expected operation 'destroy'",
                        "environment.TF_WORKSPACE: found 'prod', expected nothing there; name the workspace with 'workspaces'");
        assertThat(RequestReader.read(
                                Map.of("modules", "a", "env", Map.of("TF_WORKSPACE", "", "TF_CLI_ARGS", "")),
                                environment)
                        .modules())
                .hasSize(1);
    }

    private static RunRequest read(Map<?, ?> raw) throws RequestException {
        @SuppressWarnings("unchecked") // as a Pipeline may give it
        Map<String, ?> unchecked = (Map<String, ?>) raw;
        return RequestReader.read(unchecked, Map.of());
    }

    private static List<String> sentences(Map<String, ?> raw) {
        return sentences(raw, Map.of());
    }

    private static List<String> sentences(Map<String, ?> raw, Map<String, String> environment) {
        return Requests.mistakes(raw, environment).stream()
                .map(Mistake::sentence)
                .toList();
    }
}
