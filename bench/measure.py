"""Measures whole processes in pairs, ours and a peer's in turn, and prints the table of ratios.

Called by bench/run, which has built ours, got the peers, and says what the options are.
"""

import glob
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

WORK = Path(sys.argv[1])
QUICK = "--quick" in sys.argv
WRITE = "--write" in sys.argv

ROOT = Path.cwd()
PAGE = ROOT / "docs/performance.md"
BEGIN = "<!-- bench/run --write: from here -->\n"
END = "<!-- bench/run --write: to here -->\n"

PEERS = ROOT / "bench/peers"
RENDER_JAR = ROOT / "render/target/render.jar"
BENCH_JAR = ROOT / "bench/target/bench.jar"
LAUNCHER = ROOT / "render/target/sparkstead/bin/sparkstead"
SCALE_CHART = PEERS / "scale-chart"

OBJECTS = WORK / "objects.yaml"
CDK8S_JS = WORK / "cdk8s-js"
CDK8S_JAVA = WORK / "cdk8s-java"
CHART = WORK / "chart"
SCALE = WORK / "scale"
TREE = WORK / "tree"

MANY = 10_000
MOST = 50_000

# Archives of classes are made afresh, and a person's own cache is left alone.
ENVIRONMENT = dict(os.environ, XDG_CACHE_HOME=str(WORK / "cache"))


@dataclass(frozen=True)
class Command:
    """A process: what it runs, where, and the folders it is to find gone."""

    words: list
    folder: Path = WORK
    fresh: tuple = ()
    java_home: str = ""


@dataclass(frozen=True)
class Run:
    wall: float
    cpu: float
    megabytes: float


@dataclass(frozen=True)
class Goal:
    """A bound on the ratio, or on ours alone."""

    must: float | None = None
    ours: bool = False


def run(command, out=WORK / "stdout"):
    """Runs it once; memory is the largest resident set of the process and those it waited for."""
    for folder in command.fresh:
        shutil.rmtree(folder, ignore_errors=True)
    words = [str(word) for word in command.words]
    environment = dict(ENVIRONMENT)
    if command.java_home:
        environment["JAVA_HOME"] = command.java_home
    errors = WORK / "stderr"
    with open(out, "wb") as stdout, open(errors, "wb") as stderr:
        started = time.perf_counter()
        process = subprocess.Popen(
            words, cwd=command.folder, env=environment, stdin=subprocess.DEVNULL,
            stdout=stdout, stderr=stderr,
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(
            f"error: {' '.join(words)} ended with {process.returncode}:\n{errors.read_text()[-2000:]}"
        )
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


class Pairs:
    """Both sides of a row, run in turn so that what else the machine does falls on both."""

    def __init__(self, ours, peer, counted):
        self.runs = []
        warm_up = 1 if QUICK or counted < 9 else 2
        for number in range(warm_up + counted):
            pair = (run(ours), run(peer))
            if number >= warm_up:
                self.runs.append(pair)

    def median(self, side, what):
        return statistics.median(getattr(pair[side], what) for pair in self.runs)

    def ratio(self, what):
        return statistics.median(
            getattr(ours, what) / getattr(peer, what) for ours, peer in self.runs
        )


class Table:
    def __init__(self):
        self.lines = [
            "| what | ours | peer | ratio | of CPU | goal | holds? |",
            "| --- | --: | --: | --: | --: | --: | --- |",
        ]

    def row(self, what, pairs, goal=Goal(), measure="wall"):
        unit = {"wall": "s", "megabytes": "MB"}[measure]
        digits = {"wall": 3, "megabytes": 0}[measure]
        ours, peer = (pairs.median(side, measure) for side in (0, 1))
        ratio = pairs.ratio(measure)
        cpu = f"{pairs.ratio('cpu'):.2f}" if measure == "wall" else ""
        judged = ours if goal.ours else ratio
        cells = [
            what,
            f"{ours:.{digits}f} {unit}",
            f"{peer:.{digits}f} {unit}",
            f"{ratio:.2f}",
            cpu,
            bound(goal.must, f" {unit}" if goal.ours else ""),
            verdict(goal, judged),
        ]
        self.lines.append("| " + " | ".join(cells) + " |")
        print(self.lines[-1], file=sys.stderr, flush=True)


def bound(limit, unit):
    return "" if limit is None else f"≤ {limit:g}{unit}"


def verdict(goal, judged):
    if goal.must is None:
        return ""
    return "yes" if judged <= goal.must else "**no**"


def text_of(*words, folder=ROOT):
    done = subprocess.run(
        [str(word) for word in words], cwd=folder, env=ENVIRONMENT, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )
    if done.returncode != 0:
        sys.exit(f"error: {' '.join(map(str, words))} ended with {done.returncode}:\n{done.stdout}")
    return done.stdout.strip()


class Java:
    """A JDK: its folder and its version."""

    def __init__(self, home):
        self.home = home
        self.command = f"{home}/bin/java"
        said = text_of(self.command, "-version").splitlines()
        self.runtime = said[1]
        self.feature = int(re.search(r'version "(\d+)', said[0]).group(1))

    def render(self, name, fresh=True):
        """`java -jar render.jar --env homelab` into a folder of that name."""
        out = WORK / name
        return Command(
            [self.command, "-jar", RENDER_JAR, "--env", "homelab", "--out", out],
            fresh=(out,) if fresh else (),
        )

    def launcher(self):
        out = WORK / "launched"
        return Command(
            [LAUNCHER, "--env", "homelab", "--out", out], fresh=(out,), java_home=self.home
        )

    def scale(self, count, layout):
        words = [self.command, "-cp", BENCH_JAR, "io.sparkstead.bench.Scale", count, layout, SCALE]
        return Command(words, fresh=(SCALE,))


def javas():
    """The JDK of most rows, and 25 if it is another that is here."""
    home = os.environ.get("JAVA_HOME") or os.path.dirname(
        os.path.dirname(os.path.realpath(shutil.which("java")))
    )
    found = [Java(home)]
    homes = filter(None, [os.environ.get("JAVA25_HOME"), *sorted(glob.glob("/usr/lib/jvm/*25*"))])
    for other in homes:
        if found[0].feature != 25 and os.access(f"{other}/bin/java", os.X_OK):
            found.append(Java(other))
            break
    return found


def peers():
    """The peers on the same objects, by name."""
    node = shutil.which("node")
    cli = WORK / "node_modules/cdk8s-cli/bin/cdk8s"
    return {
        "cdk8s JavaScript, typed": Command(
            [node, "app.js"], CDK8S_JS, fresh=(CDK8S_JS / "dist",)
        ),
        "kubectl kustomize": Command(["kubectl", "kustomize", TREE / "homelab"]),
        "cdk8s synth": Command(
            [node, cli, "synth", "--check-upgrade=false"], CDK8S_JS, fresh=(CDK8S_JS / "dist",)
        ),
        "cdk8s Java": Command(
            [JAVAS[0].command, "-cp", "target/classes:target/dependency/*", "Program"],
            CDK8S_JAVA,
            fresh=(CDK8S_JAVA / "dist",),
        ),
        "helm template": Command(["helm", "template", "homelab", CHART]),
    }


def helm_scale(count):
    return Command(["helm", "template", "scale", SCALE_CHART, "--set", f"count={count}"])


def cdk8s_scale(count, layout):
    return Command(["node", "scale.js", count, layout], fresh=(WORK / "dist",))


def prepare():
    """Writes the peers' programs for the objects that ours writes."""
    java = JAVAS[0].command
    OBJECTS.write_text(text_of(java, "-jar", RENDER_JAR, "--env", "homelab", "--stdout") + "\n")
    run(Command([java, "-jar", RENDER_JAR, "--env", "homelab", "--out", TREE], fresh=(TREE,)))
    text_of("node", "generate.mjs", OBJECTS, WORK, folder=WORK)
    shutil.copy(PEERS / "pom.xml", CDK8S_JAVA)
    text_of("mvn", "-B", "-ntp", "-q", "process-classes", folder=CDK8S_JAVA)


def same_objects(expected, name, *actual):
    """How many objects both hold; ends the run if they are not the same ones."""
    count = text_of("node", "compare.mjs", expected, *actual, folder=WORK)
    print(f"{name}: the same {count} objects", file=sys.stderr, flush=True)
    return count


def verify():
    """That everybody makes the same objects, field by field; otherwise there is nothing to compare."""
    count = 0
    for name, command in PEER.items():
        out = WORK / "verified.yaml"
        run(command, out)
        made = command.fresh or (out,)
        count = same_objects(OBJECTS, name, *made)
    for java in JAVAS:
        archives = WORK / "cache/sparkstead"
        before = len(list(archives.rglob("*.jsa")))
        run(java.launcher())
        if len(list(archives.rglob("*.jsa"))) != before + 1:
            sys.exit(f"error: the launcher made no archive on Java {java.feature}")
        text_of("diff", "-r", TREE / "homelab", WORK / "launched/homelab")

    few = 100
    run(JAVAS[0].scale(few, "one"))
    ours = WORK / "few.yaml"
    shutil.copy(SCALE / "objects.yaml", ours)
    run(JAVAS[0].scale(few, "each"))
    same_objects(ours, "ours, a file each", SCALE)
    out = WORK / "verified.yaml"
    run(helm_scale(few), out)
    same_objects(ours, "helm template, many", out)
    for layout in ("one", "each"):
        run(cdk8s_scale(few, layout))
        same_objects(ours, f"cdk8s JavaScript, many, {layout}", WORK / "dist")
    return count


def cold(table):
    counted = 3 if QUICK else 9
    typed, synth = "cdk8s JavaScript, typed", "cdk8s synth"
    goals = {typed: Goal(1.1), synth: Goal(0.35)}
    for java in JAVAS:
        # Other peers once: the JDK of ours makes little difference.
        for name in PEER if java is JAVAS[0] else goals:
            pairs = Pairs(java.render("rendered"), PEER[name], counted)
            goal = goals.get(name, Goal())
            table.row(f"`java -jar`, Java {java.feature} : {name}", pairs, goal)
    for java in JAVAS:
        pairs = Pairs(java.launcher(), PEER[typed], counted)
        table.row(f"launcher, Java {java.feature} : {typed}", pairs, Goal(0.75))
    java = JAVAS[0]
    run(java.render("unchanged"))
    pairs = Pairs(java.render("unchanged", fresh=False), java.render("rendered"), counted)
    table.row("unchanged tree : first write", pairs)


def scale(table):
    counted = 1 if QUICK else 9
    java = JAVAS[0]
    name = f"{MOST:,} objects, one file"
    pairs = Pairs(java.scale(MOST, "one"), helm_scale(MOST), counted)
    table.row(f"{name} : helm template", pairs, Goal(0.35))
    table.row(f"peak memory, {name} : helm template", pairs, Goal(400, ours=True), "megabytes")
    pairs = Pairs(java.scale(MOST, "one"), java.scale(MANY, "one"), counted)
    table.row(f"growth, {MOST:,} objects : {MANY:,}", pairs, Goal(5))
    # Half a minute a pair.
    pairs = Pairs(java.scale(MOST, "each"), cdk8s_scale(MOST, "each"), min(counted, 3))
    table.row(f"{MOST:,} objects, a file each : cdk8s JavaScript", pairs, Goal(1))


def machine():
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    system = platform.freedesktop_os_release()["PRETTY_NAME"]
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{cpu.group(1) if cpu else platform.machine()}, {cores} cores, {memory:.0f} GiB; "
        f"{system}, Linux {platform.release()}"
    )


def versions():
    def installed(package):
        manifest = WORK / "node_modules" / package / "package.json"
        return json.loads(manifest.read_text())["version"]

    kubectl = dict(
        line.split(": ", 1) for line in text_of("kubectl", "version", "--client").splitlines()
    )
    java_cdk8s = next((CDK8S_JAVA / "target/dependency").glob("cdk8s-*.jar")).stem
    return [
        *(f"Java {java.feature}: {java.runtime}" for java in JAVAS),
        f"node {text_of('node', '--version')}",
        f"cdk8s {installed('cdk8s')} with cdk8s-plus-33 {installed('cdk8s-plus-33')} "
        f"and cdk8s-cli {installed('cdk8s-cli')}",
        f"{java_cdk8s}.jar of Maven Central",
        f"helm {text_of('helm', 'version', '--template', '{{.Version}}')}",
        f"kubectl {kubectl['Client Version']} (Kustomize {kubectl['Kustomize Version']})",
    ]


def block(count, load, table):
    commit = text_of("git", "rev-parse", "--short", "HEAD")
    dirty = " with changes" if text_of("git", "status", "--porcelain") else ""
    runs = "3 pairs a row, 1 in rows of many objects" if QUICK else "9 pairs a row, 3 of a file each"
    lines = [
        f"Measured {time.strftime('%Y-%m-%d', time.gmtime())} at commit {commit}{dirty}: {runs}, "
        f"{count} objects of `homelab`. The load of the machine was {load[0]:.1f} before and "
        f"{os.getloadavg()[0]:.1f} after.",
        "",
        f"- {machine()}",
        *(f"- {version}" for version in versions()),
        "",
        *table.lines,
    ]
    return "\n".join(lines) + "\n"


def write(text):
    page = PAGE.read_text()
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}")


JAVAS = javas()
PEER = peers()
LOAD = os.getloadavg()
prepare()
COUNT = verify()
TABLE = Table()
cold(TABLE)
scale(TABLE)
TEXT = block(COUNT, LOAD, TABLE)
print(TEXT, end="")
if WRITE:
    write(TEXT)
