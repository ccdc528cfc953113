// Runs one build and prints what it cost, as name=value lines. NAME, SCRIPT, NODE, DIRECTORY, COUNT and SLEEP are set above.
import java.lang.management.ManagementFactory
import java.nio.file.Files

def jenkins = Jenkins.get()
def job = jenkins.getItem(NAME)
if (job == null) {
    job = jenkins.createProject(org.jenkinsci.plugins.workflow.job.WorkflowJob, NAME)
}
job.definition = new org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition(SCRIPT, true)
job.removeProperty(ParametersDefinitionProperty)
job.addProperty(new ParametersDefinitionProperty(
        ['NODE', 'DIRECTORY', 'COUNT', 'SLEEP'].collect { new StringParameterDefinition(it, '') }))

// What goes from the controller to the agent, by remoting's own account.
def calls = new java.util.concurrent.atomic.AtomicLong()
def channel = NODE == 'built-in' ? null : jenkins.getComputer(NODE)?.channel
def counter = new hudson.remoting.Channel.Listener() {
    void onWrite(hudson.remoting.Channel on, hudson.remoting.Command command, long bytes) {
        if (command.getClass().simpleName.endsWith('Request')) {
            calls.incrementAndGet()
        }
    }
}
channel?.addListener(counter)

def machine = ManagementFactory.operatingSystemMXBean
def threads = ManagementFactory.threadMXBean
System.gc()
threads.resetPeakThreadCount()
def threadsBefore = threads.threadCount
def cpuBefore = machine.processCpuTime
def build = job.scheduleBuild2(0, new ParametersAction(
        new StringParameterValue('NODE', NODE),
        new StringParameterValue('DIRECTORY', DIRECTORY),
        new StringParameterValue('COUNT', COUNT),
        new StringParameterValue('SLEEP', SLEEP))).get()
// What Jenkins still writes of a build that has ended belongs to it.
sleep(1000)
def cpu = machine.processCpuTime - cpuBefore
def threadsMost = threads.peakThreadCount - threadsBefore
channel?.removeListener(counter)

int nodes = 0
def walker = new org.jenkinsci.plugins.workflow.graph.FlowGraphWalker(build.execution)
walker.each { nodes++ }

// Logs are what the modules said, wherever it lies.
long bytes = 0
long files = 0
def folder = build.rootDir.toPath()
Files.walk(folder).filter { Files.isRegularFile(it) }.each {
    def name = folder.relativize(it).toString()
    if (!(name == 'log' || name.endsWith('.log'))) {
        bytes += Files.size(it)
        files++
    }
}

// From the end of one unit's last process to the start of the next one's first, in the order in which slots become free.
def gaps = []
Files.walk(folder).filter { it.fileName.toString() == 'journal.ndjson.gz' }.each { journal ->
    def first = [:]
    def last = [:]
    new java.util.zip.GZIPInputStream(Files.newInputStream(journal)).eachLine('UTF-8') { line ->
        if (line.contains('"event":"process-ended"')) {
            def event = new groovy.json.JsonSlurper().parseText(line)
            long start = java.time.Instant.parse(event.startedAt).toEpochMilli()
            first[event.unit] = Math.min(first.getOrDefault(event.unit, Long.MAX_VALUE), start)
            last[event.unit] = Math.max(last.getOrDefault(event.unit, 0L), start + event.durationMillis)
        }
    }
    def starts = first.values().sort().drop(4)
    def ends = last.values().sort()
    starts.eachWithIndex { start, i -> gaps << start - ends[i] }
}
gaps.sort()

println "result=${build.result}"
println "wall=${build.duration}"
println "cpu=${(cpu / 1000000) as long}"
println "nodes=${nodes}"
println "bytes=${bytes}"
println "files=${files}"
println "threads=${threadsMost}"
println "calls=${channel == null ? '-' : calls}"
println "gap=${gaps ? gaps[gaps.size().intdiv(2)] : '-'}"
