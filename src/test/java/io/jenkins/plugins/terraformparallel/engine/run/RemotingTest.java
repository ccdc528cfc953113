package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.terraformparallel.engine.event.RandomRun;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.process.Chain;
import io.jenkins.plugins.terraformparallel.engine.process.DirectoryLocks;
import io.jenkins.plugins.terraformparallel.engine.process.FoundProcess;
import io.jenkins.plugins.terraformparallel.engine.process.HostFiles;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessHost;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessId;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessIdentity;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessProgress;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessQuery;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessSpec;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessSpec.Guard;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessState;
import io.jenkins.plugins.terraformparallel.engine.process.ResolvedExecutable;
import io.jenkins.plugins.terraformparallel.engine.providers.ProviderCache;
import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.ModuleDefaults;
import io.jenkins.plugins.terraformparallel.engine.request.ModuleExclusion;
import io.jenkins.plugins.terraformparallel.engine.request.ModulePattern;
import io.jenkins.plugins.terraformparallel.engine.request.ModuleRequest;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.request.RequestReader;
import io.jenkins.plugins.terraformparallel.engine.request.RunRequest;
import io.jenkins.plugins.terraformparallel.engine.terraform.OutputValue;
import io.jenkins.plugins.terraformparallel.engine.terraform.ProcessFindings;
import io.jenkins.plugins.terraformparallel.engine.terraform.StateLock;
import io.jenkins.plugins.terraformparallel.engine.work.PlannedUnit;
import io.jenkins.plugins.terraformparallel.engine.work.RequestResolution;
import io.jenkins.plugins.terraformparallel.engine.work.Resolution;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlan;
import io.jenkins.plugins.terraformparallel.engine.workspace.Workspace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the ports take and return can cross Jenkins' remoting, whose class filter knows few classes of others. */
class RemotingTest {

    private static final String OURS = "io.jenkins.plugins.terraformparallel.";

    /** Of those that Jenkins lets through (core's whitelisted-classes.txt), what the values here need. */
    private static final Set<String> LET_THROUGH = Set.of(
            "java.lang.Boolean",
            "java.lang.Double",
            "java.lang.Enum",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Number",
            "java.lang.StackTraceElement",
            "java.math.BigDecimal",
            "java.math.BigInteger",
            "java.time.Ser",
            "java.util.ArrayList",
            "java.util.Arrays$ArrayList",
            "java.util.CollSer",
            "java.util.Collections$EmptyList",
            "java.util.Collections$EmptyMap",
            "java.util.Collections$UnmodifiableCollection",
            "java.util.Collections$UnmodifiableList",
            "java.util.Collections$UnmodifiableRandomAccessList",
            "java.util.Collections$UnmodifiableMap",
            "java.util.HashMap",
            "java.util.LinkedHashMap",
            "java.util.LinkedHashSet",
            "java.util.TreeMap",
            "java.util.TreeSet");

    static Stream<Object> values() throws RequestException {
        ProcessId id = new ProcessId("run", "unit", 3);
        Instant now = Instant.parse("2026-11-23T12:00:00.123456789Z");
        ProcessSpec spec = new ProcessSpec(
                1, "plan", List.of("terraform", "plan"), Map.of("TF_WORKSPACE", "eu"), Set.of(2), Guard.NONE);
        Unit unit = unit();
        WorkPlan plan = new WorkPlan(Operation.DESTROY, List.of(unit, TestUnits.unit("b", unit.name())));
        RunRequest request = request();
        Resolution resolution =
                new Resolution(plan, List.of(new PlannedUnit(1, "a", "a", null, List.of("b"), "modules[0]", "*")));
        return Stream.of(
                new Chain("run", "unit", "/modules/a", Map.of("A", "b"), List.of(spec)),
                new FoundProcess(1, 2, "terraform apply"),
                new InitCheck(false, "changed: lock file", "hash"),
                new InitDependencies(TestUnits.SETTINGS, Operation.PLAN, Map.of("HOME", "/home/me"), TestUnits.HASH)
                        .of(unit, "/modules/a/.terraform"),
                id,
                new ProcessIdentity(1, 2, "boot"),
                new ProcessProgress(id, new ProcessState.Running(7, now), new byte[] {1, -1}, new byte[0], true),
                new ProcessQuery(id, 1, 2, Long.MAX_VALUE, 4),
                new HostFiles.Question(
                        List.of(new ProcessQuery(id, 1, 0, 0, 4)),
                        Set.of(new HostFiles.ChainName("unit", 1)),
                        true,
                        Set.of(new ProcessIdentity(1, 2, "boot")),
                        List.of(new HostFiles.Discarded("unit", 1, true))),
                new HostFiles.Look(List.of(), true, Set.of(new ProcessIdentity(1, 2, "boot"))),
                HostFiles.Signalling.UNSEEN,
                new ProcessState.Never(true),
                new ProcessState.Starting(),
                new ProcessState.Ended(2, now, now),
                new ProcessState.Refused(),
                new ProcessState.Stopped(),
                new ProcessState.Lost(),
                new ResolvedExecutable.Found("/bin/terraform"),
                new ResolvedExecutable.Missing("none"),
                new DirectoryLocks.Busy("somebody"),
                unit,
                plan,
                resolution,
                new RequestResolution(request, resolution),
                request,
                new ModulePattern("a*"),
                new ModuleExclusion("b"),
                RunSettings.of(request, "/bin/terraform", TestUnits.SETTINGS.version()),
                new RequestException(List.of(new Mistake("a", "b", "c"))),
                new StateLock("id", null, "now", "terraform force-unlock id"),
                saved(SavedPlan.Status.PLANNED, "run-1", ProcessFindings.NONE, now),
                saved(SavedPlan.Status.NEEDS_APPLY, null, ProcessFindings.NONE, now));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueOfAPortCrosses(Object value) throws Exception {
        assertSame(crossed(value), value);
    }

    @Property(tries = 200)
    void whatAProcessSaidCrossesWithItsPlan(@ForAll long seed) throws Exception {
        for (RunEvent event : RandomRun.events(seed)) {
            if (event instanceof RunEvent.ProcessEnded ended) {
                SavedPlan plan = saved(SavedPlan.Status.APPLIED, "run-1", ended.findings(), ended.at());
                assertThat(crossed(plan)).isEqualTo(plan);
            }
        }
    }

    @Test
    void anOutputKeepsAllDigitsAndCharacters() throws Exception {
        JsonNodeFactory json = JsonNodeFactory.instance;
        for (OutputValue value : List.of(
                new OutputValue(json.nullNode(), true),
                new OutputValue(json.textNode("a\"\\\n\uD83D\uDE00 \uD800"), false),
                new OutputValue(DecimalNode.valueOf(new BigDecimal("1.50000000000000000000000000001")), false),
                new OutputValue(DecimalNode.valueOf(new BigDecimal("1E+400")), false),
                new OutputValue(json.numberNode(new BigInteger("9".repeat(40))), false),
                new OutputValue(
                        json.objectNode()
                                .put("n", 1)
                                .set("list", json.arrayNode().add(true)),
                        false))) {
            assertThat(crossed(value)).isEqualTo(value);
        }
    }

    /** Whatever is added to a port or to one of its values later. */
    @Test
    void allThatThePortsTakeAndReturnIsSerializable() {
        Set<Class<?>> seen = new LinkedHashSet<>();
        for (Class<?> port : List.of(
                ProcessHost.class,
                HostFiles.class,
                UnitFiles.class,
                InitRecords.class,
                PlanStore.class,
                ProviderCache.class,
                Workspace.class)) {
            for (Method method : port.getMethods()) {
                reach(method.getGenericReturnType(), seen);
                Arrays.stream(method.getGenericParameterTypes()).forEach(type -> reach(type, seen));
            }
        }
        seen.remove(Runnable.class);

        assertThat(seen)
                .contains(Chain.class, ProcessState.Ended.class, SavedPlan.class, OutputValue.class)
                .allMatch(type -> type.isPrimitive()
                        || type.isArray()
                        || type.getName().startsWith("java.util.")
                        || type == Object.class
                        || Serializable.class.isAssignableFrom(type));
    }

    private static void reach(Type type, Set<Class<?>> seen) {
        if (type instanceof ParameterizedType generic) {
            reach(generic.getRawType(), seen);
            Arrays.stream(generic.getActualTypeArguments()).forEach(argument -> reach(argument, seen));
        } else if (type instanceof GenericArrayType array) {
            reach(array.getGenericComponentType(), seen);
        } else if (type instanceof Class<?> known && seen.add(known) && known != OutputValue.class) {
            if (known.isRecord()) {
                for (RecordComponent component : known.getRecordComponents()) {
                    reach(component.getGenericType(), seen);
                }
            }
            if (known.isSealed()) {
                Arrays.stream(known.getPermittedSubclasses()).forEach(permitted -> reach(permitted, seen));
            }
        }
    }

    private static void assertSame(Object crossed, Object value) {
        if (value instanceof WorkPlan
                || value instanceof Resolution
                || value instanceof RequestResolution
                || value instanceof Throwable) {
            assertThat(crossed).usingRecursiveComparison().isEqualTo(value);
        } else if (value instanceof ProcessProgress progress) {
            ProcessProgress other = (ProcessProgress) crossed;
            assertThat(List.of(other.id(), other.state(), other.more()))
                    .isEqualTo(List.of(progress.id(), progress.state(), progress.more()));
            assertThat(other.stdout()).isEqualTo(progress.stdout());
            assertThat(other.stderr()).isEqualTo(progress.stderr());
        } else {
            assertThat(crossed).isEqualTo(value);
        }
    }

    private static Object crossed(Object value) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        try (FilteredInput in = new FilteredInput(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }

    private static Unit unit() throws RequestException {
        ModuleDefaults defaults = request().defaults();
        return new Unit(
                "a",
                "a-k",
                "a",
                "/modules/a",
                ".terraform/units/a-k",
                "eu",
                List.of("/x.tfvars"),
                defaults.vars(),
                defaults.backendConfig(),
                defaults.env(),
                List.of("t"),
                List.of(),
                List.of(),
                Duration.ofMillis(1500));
    }

    /** As the reader makes it of all that a request may hold. */
    private static RunRequest request() throws RequestException {
        Map<String, Object> vars = new LinkedHashMap<>();
        vars.put("text", "a");
        vars.put("none", null);
        vars.put("list", new ArrayList<>(Arrays.asList(1, 2L, 1.5, true, new BigDecimal("1.10"), null)));
        vars.put("map", Map.of("k", new BigInteger("12345678901234567890"), "empty", Collections.emptyMap()));
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put(
                "modules",
                List.of(
                        "a*",
                        "!b",
                        Map.of(
                                "path",
                                "c",
                                "workspaces",
                                List.of("x"),
                                "vars",
                                vars,
                                "timeout",
                                "5m",
                                "env",
                                Map.of())));
        raw.put("vars", vars);
        raw.put("backendConfig", Map.of("k", "v"));
        raw.put("env", Map.of("E", "f"));
        raw.put("extraArgs", Map.of("plan", List.of("-compact-warnings")));
        raw.put("gracePeriod", "10s");
        RunRequest request = RequestReader.read(raw, Map.of());
        assertThat(request.modules()).anyMatch(ModuleRequest.class::isInstance);
        return request;
    }

    private static SavedPlan saved(SavedPlan.Status status, String file, ProcessFindings findings, Instant at) {
        return new SavedPlan("a", status, file, at, null, at, Map.of("vars", "hash"), true, findings);
    }

    /** Refuses what Jenkins would refuse. */
    private static final class FilteredInput extends ObjectInputStream {

        FilteredInput(InputStream in) throws IOException {
            super(in);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            Class<?> resolved = super.resolveClass(description);
            String name = resolved.getName();
            boolean accepted = resolved.isArray()
                    || name.startsWith(OURS)
                    || LET_THROUGH.contains(name)
                    || Throwable.class.isAssignableFrom(resolved);
            if (!accepted) {
                throw new InvalidClassException(name, "not let through by Jenkins");
            }
            return resolved;
        }
    }
}
