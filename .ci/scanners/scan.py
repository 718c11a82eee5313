#!/usr/bin/env python3
"""Holds rendered trees against outside judges and .ci/exceptions.yaml. Started by .ci/scan.

    .ci/scan                 every out/<env>
    .ci/scan out/homelab     that one

Fails on a finding that no exception excuses, on an exception that excuses nothing, and on a judge
that cannot be started or misses a planted mistake (planted/ goes through every run).
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

import yaml

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
EXCEPTIONS = REPOSITORY / ".ci/exceptions.yaml"
PLANTED = HERE / "planted"
JAR = REPOSITORY / "render/target/render.jar"
MOST_EXCEPTIONS = 10
SECURITY_PAGE = REPOSITORY / "docs/security.md"


class Broken(Exception):
    """A judge that did not judge."""


class Finding(NamedTuple):
    tree: str
    rule: str  # the judge and its name for the rule: trivy/KSV017
    object: str  # Kind/name, or a file of the tree
    message: str


def run(*command, exit_codes=(0,), cwd=None):
    """What a program prints; it is broken if it ends with an exit code it has no reason to."""
    try:
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=300)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Broken(f"{command[0]} does not run: {error}") from error
    if done.returncode not in exit_codes:
        raise Broken(f"{command[0]} ended with {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout


def parsed(judge, text):
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise Broken(f"{judge} printed no JSON: {text[:200]!r}") from error


# What is judged. Each tree is laid out below a working directory:
#   <tree>/objects/<Kind>/<name>.yaml   what a cluster would hold
#   <tree>/files/                       the tree as it is, and the scripts inside its ConfigMaps


def lay_out(tree, work):
    objects = load(run("kubectl", "kustomize", str(tree)))
    if not objects:
        raise Broken(f"kubectl kustomize {tree} printed nothing")
    # Folders that are applied on request, not with the tree.
    for folder in sorted(tree.glob("*/kustomization.yaml")):
        known = {identity(thing) for thing in objects}
        more = load(run("kubectl", "kustomize", str(folder.parent)))
        objects += [thing for thing in more if identity(thing) not in known]
    if tree != PLANTED:
        # Never in a tree, but what it refers to.
        objects += load(run("java", "-jar", str(JAR), "secrets", "--env", tree.name))
    objects += spark_pods(objects)
    for thing in objects:
        file = work / tree.name / "objects" / thing["kind"] / f"{thing['metadata']['name']}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(yaml.safe_dump(thing, sort_keys=False))
    files = work / tree.name / "files"
    shutil.copytree(tree, files)
    for config in of_kind(objects, "ConfigMap"):
        for name, text in config.get("data", {}).items():
            if name.endswith(".sh"):
                (files / f"{config['metadata']['name']}.{name}").write_text(text)


def load(text):
    return [thing for thing in yaml.safe_load_all(text) if thing]


def identity(thing):
    return thing["kind"], thing["metadata"]["name"]


def of_kind(objects, kind):
    return [thing for thing in objects if thing["kind"] == kind]


def spark_pods(objects):
    """The pods that Spark will make: each pod template, as the properties that name it fill it in."""
    texts = {
        name: text
        for config in of_kind(objects, "ConfigMap")
        for name, text in config.get("data", {}).items()
    }
    templates = {n: t for n, t in texts.items() if n.endswith(".yaml") and "\nkind: Pod\n" in t}
    pods, used = [], set()
    for file, text in texts.items():
        if not file.endswith(".conf"):
            continue
        conf = dict(re.findall(r"^(spark\.[^=\s]+)=(.*)$", text, re.MULTILINE))
        for role in ("driver", "executor"):
            path = conf.get(f"spark.kubernetes.{role}.podTemplateFile")
            if path:
                name = path.rsplit("/", 1)[-1]
                used.add(name)
                pods.append(filled_in(load(templates[name])[0], f"{file[:-5]}-{role}", role, conf))
    if used != set(templates):
        raise Broken(f"no spark properties name the pod templates {set(templates) - used}")
    return pods


def filled_in(pod, name, role, conf):
    """What Spark writes over a template: name, image, cpu, memory, account."""
    own, shared = f"spark.kubernetes.{role}", "spark.kubernetes.container.image"
    memory = conf.get(f"spark.{role}.memory", "1g")
    amounts = {
        "requests": {"cpu": conf.get(f"{own}.request.cores", conf.get(f"spark.{role}.cores", "1"))},
        "limits": {"cpu": conf.get(f"{own}.limit.cores")},
    }
    pod["metadata"] |= {"name": name, "namespace": conf["spark.kubernetes.namespace"]}
    pod["metadata"].setdefault("labels", {})["spark-role"] = role
    spec = pod["spec"]
    spec["restartPolicy"] = "Never"
    spec["serviceAccountName"] = conf.get(f"spark.kubernetes.authenticate.{role}.serviceAccountName")
    container = spec["containers"][0]
    container["image"] = conf.get(f"{own}.container.image", conf.get(shared))
    container["imagePullPolicy"] = conf.get(f"{shared}.pullPolicy", "IfNotPresent")
    for kind, amount in amounts.items():
        given = container.setdefault("resources", {}).setdefault(kind, {})
        given |= {"cpu": amount["cpu"], "memory": memory[:-1] + memory[-1].upper() + "i"}
        container["resources"][kind] = {key: value for key, value in given.items() if value}
    return pod


# The judges. Each looks at all trees and names what it looked at, or is broken.


def objects_of(tree):
    return sorted(str(file.relative_to(tree)) for file in (tree / "objects").rglob("*.yaml"))


def files_of(tree, pattern):
    return sorted(str(file.relative_to(tree)) for file in (tree / "files").rglob(pattern))


def named(path):
    """objects/Service/minio.yaml is Service/minio; files/images/… is images/…"""
    place, _, rest = path.partition("/")
    return rest.removesuffix(".yaml") if place == "objects" else rest


def trivy(work, trees):
    # One start for all trees: it takes as long to read its rules as to judge by them.
    inputs = work.parent / "trivy"
    wanted = set()
    for tree in trees:
        for path in objects_of(work / tree) + files_of(work / tree, "Dockerfile"):
            target = inputs / tree / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(work / tree / path, target)
            wanted.add(f"{tree}/{path}")
    report = parsed(
        "trivy",
        run("trivy", "config", "--quiet", "--skip-policy-update", "--format", "json",
            "--cache-dir", str(work.parent / "trivy-cache"), ".", cwd=inputs),
    )
    results = report.get("Results") or []
    seen = {r["Target"] for r in results if sum(r["MisconfSummary"].values())}
    if wanted - seen:
        raise Broken(f"trivy did not look at {sorted(wanted - seen)}")
    for result in results:
        tree, _, path = result["Target"].partition("/")
        for found in result.get("Misconfigurations", []):
            yield Finding(tree, f"trivy/{found['ID']}", named(path), found["Message"])


def monokle(work, trees):
    for tree in trees:
        paths = objects_of(work / tree)
        script = os.path.join(os.environ["SCAN_TOOLS"], "monokle.mjs")
        report = parsed("monokle", run("node", script, *paths, cwd=work / tree))
        if report["objects"] != len(paths) or report["rules"] < 60:
            raise Broken(f"monokle held {report['objects']} objects against {report['rules']} rules")
        for found in report["findings"]:
            yield Finding(tree, f"monokle/{found['rule']}", named(found["file"]), found["message"])


def kube_score(work, trees):
    for tree in trees:
        report = parsed(
            "kube-score",
            run("kube-score", "score", "--output-format", "json", "--kubernetes-version", "v1.32",
                "--disable-ignore-checks-annotations", "--disable-optional-checks-annotations",
                "--enable-optional-test", "container-seccomp-profile",
                "--enable-optional-test", "container-ports-check",
                *objects_of(work / tree), cwd=work / tree, exit_codes=(0, 1)),
        )
        if not report:
            raise Broken(f"kube-score judged nothing of {tree}")
        for scored in report:
            name = f"{scored['type_meta']['kind']}/{scored['object_meta']['name']}"
            for check in scored["checks"]:
                # 10 is a pass; a check that does not apply is skipped.
                if check["grade"] < 10 and not check["skipped"]:
                    said = check["comments"] or [{"path": "", "summary": check["check"]["comment"]}]
                    for comment in said:
                        yield Finding(tree, f"kube-score/{check['check']['id']}", name,
                                      f"{comment['path']} {comment['summary']}".strip())


def hadolint(work, trees):
    labels = [
        f"org.opencontainers.image.{label}"
        for label in ("title:text", "description:text", "licenses:text", "version:semver",
                      "base.name:text")
    ]
    for tree in trees:
        paths = some(files_of(work / tree, "Dockerfile"), "Dockerfile", tree)
        command = ["hadolint", "--format", "json", "--disable-ignore-pragma"]
        for label in labels:
            command += ["--require-label", label]
        for found in parsed(
            "hadolint", run(*command, *paths, cwd=work / tree, exit_codes=(0, 1))
        ):
            yield Finding(tree, f"hadolint/{found['code']}", named(found["file"]),
                          f"line {found['line']}: {found['message']}")


def shellcheck(work, trees):
    for tree in trees:
        paths = some(files_of(work / tree, "*.sh"), "script", tree)
        report = run("shellcheck", "--norc", "--format", "json1", *paths, cwd=work / tree,
                     exit_codes=(0, 1))
        for found in parsed("shellcheck", report)["comments"]:
            yield Finding(tree, f"shellcheck/SC{found['code']}", named(found["file"]),
                          f"line {found['line']}: {found['message']}")


def yamllint(work, trees):
    form = re.compile(r"(.+?):(\d+):\d+: \[\w+\] (.*) \(([\w-]+)\)$|(.+?):(\d+):\d+: \[\w+\] (.*)$")
    for tree in trees:
        paths = some(files_of(work / tree, "*.yaml"), "YAML file", tree)
        report = run("yamllint", "--format", "parsable", "--config-file",
                     str(REPOSITORY / ".yamllint.yaml"), *paths, cwd=work / tree,
                     exit_codes=(0, 1))
        for line in report.splitlines():
            match = form.match(line)
            if not match:
                raise Broken(f"yamllint says {line!r}")
            file, number, message, rule = match.group(1, 2, 3, 4)
            if rule is None:
                file, number, message, rule = *match.group(5, 6, 7), "syntax"
            # Not named(): a file called objects/… would be mistaken, and .yaml is its name.
            yield Finding(tree, f"yamllint/{rule}", file.removeprefix("files/"),
                          f"line {number}: {message}")


def some(paths, what, tree):
    if not paths:
        raise Broken(f"{tree} has no {what} to judge")
    return paths


JUDGES = (trivy, monokle, kube_score, hadolint, shellcheck, yamllint)


# The verdict.


class Exempt(NamedTuple):
    rules: list
    objects: list  # * and ? stand for what they do in a shell
    reason: str

    def excuses(self, finding):
        return finding.rule in self.rules and any(
            fnmatchcase(finding.object, pattern) for pattern in self.objects)


def exceptions(text):
    entries = yaml.safe_load(text) or []
    for entry in entries:
        if set(entry) != set(Exempt._fields) or not all(entry.values()):
            raise Broken(f"{entry} is no exception: give rules, objects and a reason")
    return [Exempt(**entry) for entry in entries]


def problems(findings, excused):
    """What is wrong, a line each: unexcused findings first."""
    left = [f for f in findings if not any(entry.excuses(f) for entry in excused)]
    lines = [f"{f.tree}: {f.rule} {f.object}: {f.message}" for f in sorted(set(left))]
    for entry in excused:
        for rule in entry.rules:
            if not any(f.rule == rule for f in findings if entry.excuses(f)):
                lines.append(f"{rule} excuses nothing on {', '.join(entry.objects)}; take it out")
        for pattern in entry.objects:
            if not any(fnmatchcase(f.object, pattern) for f in findings if entry.excuses(f)):
                lines.append(f"{pattern} needs no excuse from {', '.join(entry.rules)}; take it out")
    if len(excused) > MOST_EXCEPTIONS:
        lines.append(f"{len(excused)} exceptions; {MOST_EXCEPTIONS} is the most")
    return lines


def missed(findings, planted):
    """The planted mistakes that nobody found."""
    found = {f"{f.rule} {f.object}" for f in findings if f.tree == PLANTED.name}
    return [f"planted, and not found: {line}" for line in planted if line not in found]


def table(excused):
    """The exceptions as docs/security.md shows them."""
    def marked(words):
        return ", ".join(f"`{word}`" for word in words)

    rows = [f"| {marked(e.rules)} | {marked(e.objects)} | {' '.join(e.reason.split())} |\n"
            for e in excused]
    return "".join(["| rules | objects | reason |\n| --- | --- | --- |\n", *rows])


def undocumented(excused, page):
    wanted = table(excused)
    return [] if wanted in page else [f"docs/security.md has not this table:\n{wanted}"]


def main(arguments):
    trees = [Path(argument) for argument in arguments] or sorted((REPOSITORY / "out").glob("*/"))
    if not trees:
        raise Broken("there is nothing under out/")
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor() as pool:
        work = Path(scratch) / "trees"
        everything = [*trees, PLANTED]
        list(pool.map(lambda tree: lay_out(tree, work), everything))
        names = [tree.name for tree in everything]
        reports = pool.map(lambda judge: list(judge(work, names)), JUDGES)
        findings = [finding for report in reports for finding in report]
    planted = (PLANTED / "expected").read_text().splitlines()
    ours = [finding for finding in findings if finding.tree != PLANTED.name]
    excused = exceptions(EXCEPTIONS.read_text())
    lines = missed(findings, planted) + problems(ours, excused)
    lines += undocumented(excused, SECURITY_PAGE.read_text())
    for line in lines:
        print(line)
    print(f"{', '.join(names[:-1])}: {len(ours)} findings, {len(excused)} exceptions, "
          f"{len(planted)} planted mistakes, {len(lines)} problems")
    return 1 if lines else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Broken as broken:
        sys.exit(f"the scan is broken: {broken}")
