"""Makes an image of a Dockerfile, one layer an instruction, each kept by what it was made from.

Instructions are obeyed as a builder obeys them: RUN as the user and in the folder that the lines above
it set, COPY with owner and mode as said. Only the programs in substitutes.COMMANDS are others.
"""

import fnmatch
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import NamedTuple

import substitutes
from dockerfile import Refused, flags, pairs, read, words
from substitutes import digest, fingerprint

HERE = Path(__file__).resolve().parent
# Where a RUN finds what stands in; mounted there for as long as it runs.
INSIDE = "/run/stand-in"
# Counts up when the meaning of an instruction changes here.
FORMAT = 1


class State(NamedTuple):
    """An image as far as it is made."""

    key: str
    layers: tuple = ()
    config: dict = {}
    shell: tuple = ("/bin/sh", "-c")

    def after(self, what, **changes):
        return self._replace(key=digest(self.key, what), **changes)

    def with_config(self, what, **entries):
        return self.after(what, config={**self.config, **entries})


class Builder:
    def __init__(self, cache, layout):
        self.layers = Path(cache) / "layers"
        self.downloads = Path(cache) / "downloads"
        self.trusted = substitutes.authority(Path(cache) / "authority")
        self.layout = layout
        for folder in (self.layers, self.downloads):
            folder.mkdir(parents=True, exist_ok=True)
        for left in self.layers.glob("*.part"):
            shutil.rmtree(left)
        table = [HERE / "substitutes.py", HERE / "command", *sorted((HERE / "spark").iterdir())]
        self.inputs = digest(FORMAT, fingerprint(*table))

    def build(self, context, known):
        """The manifest of the Dockerfile in `context`, whose FROM may name one of `known` states."""
        stages = {}
        state = None
        for instruction in read((context / "Dockerfile").read_text()):
            try:
                if instruction.word == "FROM":
                    image, *alias = instruction.rest.replace(" AS ", " ").split()
                    state = known[image] if image in known else self.base(image)
                    stages.update({alias[0]: None} if alias else {})
                    current = alias[0] if alias else ""
                else:
                    state = self.obey(instruction, state, context, stages)
            except Refused as refused:
                raise Refused(f"{context}/Dockerfile:{instruction.line}: {refused}") from refused
            if current:
                stages[current] = state
        return state

    def manifest(self, state):
        return self.layout.image(state.config, [self.blob(key) for key in state.layers])

    def blob(self, key):
        """A layer as images have it; those of stages that are only copied from need none."""
        told = self.layers / key / "layer.json"
        if not told.exists():
            told.write_text(json.dumps(self.layout.layer(self.layers / key / "fs")))
        return json.loads(told.read_text())

    def forget(self, days):
        """Removes what nothing was made of for so long."""
        oldest = time.time() - days * 24 * 60 * 60
        for made in self.layers.iterdir():
            if made.stat().st_mtime < oldest:
                shutil.rmtree(made)
        told = [*self.layers.glob("*/layer.json"), *self.layers.parent.glob("programs/*")]
        kept = {json.loads(each.read_text())["digest"] for each in told}
        self.layout.keep(kept, oldest)

    def base(self, image):
        said = substitutes.base(image)
        key = digest("root", FORMAT, substitutes.root_key(self.trusted))
        root = self.layer(key, (), lambda folder: substitutes.make_root(folder, self.trusted))
        config = {"Env": [f"PATH={substitutes.PATH}"], "User": said.user, "WorkingDir": said.workdir}
        return State(digest(root, image), (root,), config)

    def obey(self, instruction, state, context, stages):
        return getattr(self, instruction.word.lower())(state, instruction, context, stages)

    def shell(self, state, instruction, _, __):
        return state.after(instruction, shell=tuple(words(instruction.rest)))

    def label(self, state, instruction, _, __):
        labels = {**state.config.get("Labels", {}), **pairs(instruction.rest)}
        return state.with_config(instruction, Labels=labels)

    def env(self, state, instruction, _, __):
        merged = {**environment(state), **pairs(instruction.rest)}
        return state.with_config(instruction, Env=[f"{name}={value}" for name, value in merged.items()])

    def user(self, state, instruction, _, __):
        return state.with_config(instruction, User=instruction.rest)

    def entrypoint(self, state, instruction, _, __):
        command = words(instruction.rest) or [*state.shell, instruction.rest]
        return state.with_config(instruction, Entrypoint=command)

    def cmd(self, state, instruction, _, __):
        command = words(instruction.rest) or [*state.shell, instruction.rest]
        return state.with_config(instruction, Cmd=command)

    def healthcheck(self, state, instruction, _, __):
        if instruction.rest != "NONE":
            raise Refused("a HEALTHCHECK other than NONE has no meaning on Kubernetes")
        return state.with_config(instruction, Healthcheck={"Test": ["NONE"]})

    def expose(self, state, instruction, _, __):
        return state.with_config(instruction, ExposedPorts={port: {} for port in instruction.rest.split()})

    def workdir(self, state, instruction, _, __):
        said = state.with_config(instruction, WorkingDir=os.path.join(state.config["WorkingDir"], instruction.rest))

        def make(root):
            inside(root, said.config["WorkingDir"]).mkdir(parents=True, exist_ok=True)

        return self.with_layer(said, make)

    def copy(self, state, instruction, context, stages):
        options, rest = flags(instruction.rest)
        *sources, target = rest.split()
        if "from" in options:
            stage = stages[options["from"]]
            said = state.after(f"{instruction} of {stage.key}")

            def make(root):
                with Mounted(self, stage.layers) as other:
                    self.put(root, said, [inside(other, each) for each in sources], target, options)

        else:
            files = [within(context, each) for each in sources]
            said = state.after(f"{instruction} of {fingerprint(*files)}")

            def make(root):
                self.put(root, said, files, target, options)

        return self.with_layer(said, make)

    def put(self, root, state, sources, target, options):
        owner = options.get("chown", "0:0")
        mode = options.get("chmod", "")
        path = os.path.join(state.config["WorkingDir"], target)
        for source in sources:
            if not source.exists():
                raise Refused(f"{source.name} is not there to be copied")
            to = inside(root, path)
            if source.is_file() and (target.endswith("/") or to.is_dir()):
                to = to / source.name
            to.parent.mkdir(parents=True, exist_ok=True)
            new = to.with_name(f".{to.name}.new")
            # A folder is copied without its name, its files one by one.
            substitutes.run("cp", "-a", "-T", source, new)
            substitutes.run("chown", "-R", "-h", owner, new)
            if mode:
                substitutes.run("chmod", "-R", mode, new)
            substitutes.run("cp", "-a", "-l" if to.is_dir() else "-T", *([f"{new}/.", to] if to.is_dir() else [new, to]))
            substitutes.run("rm", "-rf", new)

    def run(self, state, instruction, _, __):
        said = state.after(f"{instruction} by {python_versions(instruction.rest)} in {self.inputs}")
        return self.with_layer(said, lambda root: self.execute(root, state, instruction.rest))

    def execute(self, root, state, script):
        commands = Commands(substitutes.Commands(self.downloads, root), script)
        user, _, group = (state.config["User"] or "0").partition(":")
        path = environment(state)["PATH"]
        variables = {
            **environment(state),
            "HOME": home(root, user),
            "PATH": f"{INSIDE}/commands:{path}",
            # This machine's way to packages may have an authority of its own.
            "PIP_CERT": f"{INSIDE}/certificates",
            "REQUESTS_CA_BUNDLE": f"{INSIDE}/certificates",
            **commands.variables,
        }
        chroot = ["chroot", f"--userspec={user}:{group or '0'}", str(root)]
        # chroot leaves it in /, so the folder is entered by the shell.
        enter = f"cd {state.config['WorkingDir']}\n"
        with Inside(root, self.downloads), commands:
            done = subprocess.run(
                [*chroot, *state.shell, enter + script],
                env=variables, pass_fds=commands.descriptors, stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
            )  # fmt: skip
        if done.returncode or commands.refused:
            reason = commands.refused or f"RUN ended with {done.returncode}:\n{done.stdout[-3000:]}"
            raise Refused(reason)

    def with_layer(self, state, make):
        """The state with what `make` changes in its files, if anything."""
        key = self.layer(state.key, state.layers, make)
        changed = any((self.layers / key / "fs").iterdir())
        return state._replace(layers=(*state.layers, key)) if changed else state

    def layer(self, key, below, make):
        made = self.layers / key
        if made.exists():
            os.utime(made)
            return key
        started = time.monotonic()
        new = made.with_suffix(".part")
        (new / "fs").mkdir(parents=True)
        if below:
            with Mounted(self, below, new) as root:
                make(root)
        else:
            make(new / "fs")
        new.rename(made)
        print(f"layer {key}: {time.monotonic() - started:.0f} s", file=sys.stderr)
        return key


class Mounted:
    """Layers, one over the other, in a folder; written to where `new` is given."""

    def __init__(self, builder, below, new=None):
        lower = ":".join(str(builder.layers / key / "fs") for key in reversed(below))
        self.options = f"lowerdir={lower}"
        self.at = builder.layers / f"{digest(below, new)}.part"
        self.at.mkdir(exist_ok=True)
        if new:
            (new / "work").mkdir()
            # Neither is known to an image's layer.
            self.options += f",upperdir={new}/fs,workdir={new}/work,redirect_dir=off,metacopy=off"
        elif len(below) == 1:
            # An overlay of one folder is none.
            self.options += f":{self.at}"

    def __enter__(self):
        substitutes.run("mount", "-t", "overlay", "overlay", "-o", self.options, self.at)
        return self.at

    def __exit__(self, *_):
        substitutes.run("umount", self.at)
        self.at.rmdir()


class Inside:
    """What a RUN sees of this machine: /proc, the network's names, and the commands that stand in."""

    def __init__(self, root, downloads):
        self.mounts = []
        self.root = root
        self.downloads = downloads

    def __enter__(self):
        place = self.root / INSIDE.lstrip("/")
        place.mkdir()
        self.mount("tmpfs", place, "-t", "tmpfs")
        (place / "commands").mkdir()
        for name in substitutes.COMMANDS:
            shutil.copy2(HERE / "command", place / "commands" / name)
        (place / "files").mkdir()
        self.mount(self.downloads, place / "files", "--bind")
        shutil.copy2(substitutes.CERTIFICATES, place / "certificates")
        self.mount("proc", self.root / "proc", "-t", "proc")
        self.mount("/dev", self.root / "dev", "--bind")
        # Not bound to this machine's: a package may want to replace it.
        self.mount("/etc/resolv.conf", self.root / "etc/resolv.conf", "--bind")

    def mount(self, what, where, *how):
        substitutes.run("mount", *how, what, where)
        self.mounts.append(where)

    def __exit__(self, *_):
        for where in reversed(self.mounts):
            substitutes.run("umount", where)
        (self.root / INSIDE.lstrip("/")).rmdir()


class Commands:
    """Listens, while a RUN runs, to what its commands ask."""

    def __init__(self, answers, script):
        self.answers = answers
        self.script = script
        self.refused = ""
        asked, ask = os.pipe()
        answer, answered = os.pipe()
        self.ours = os.fdopen(asked), os.fdopen(answered, "w")
        self.descriptors = ask, answer
        self.variables = {"STANDIN_ASK": str(ask), "STANDIN_ANSWER": str(answer)}

    def __enter__(self):
        self.thread = threading.Thread(target=self.listen)
        self.thread.start()

    def listen(self):
        for line in self.ours[0]:
            name, at, *arguments = line.rstrip("\n").split("\x1f")[:-1]
            try:
                status, text, file, target = self.answers.answer(name, at, arguments, self.script)
            except Refused as refused:
                self.refused = self.refused or str(refused)
                status, text, file, target = 1, "", "", ""
            path = f"{INSIDE}/files/{file}" if file else ""
            self.ours[1].write("\x1f".join([str(status), text, path, target]) + "\n")
            self.ours[1].flush()

    def __exit__(self, *_):
        for descriptor in self.descriptors:
            os.close(descriptor)
        self.thread.join()
        for file in self.ours:
            file.close()


def environment(state):
    return dict(entry.split("=", 1) for entry in state.config["Env"])


def inside(root, path):
    return root / os.path.normpath(str(path)).lstrip("/")


def within(context, name):
    """A file of the context, unless .dockerignore keeps it out."""
    ignore = context / ".dockerignore"
    kept = True
    for pattern in ignore.read_text().split("\n") if ignore.exists() else []:
        if pattern and not pattern.startswith("#") and fnmatch.fnmatch(name, pattern.lstrip("!")):
            kept = pattern.startswith("!")
    if not kept or not (context / name).is_file():
        raise Refused(f"{name} is not in the build context: .dockerignore or the folder lacks it")
    return context / name


def home(root, user):
    for line in (root / "etc/passwd").read_text().splitlines():
        name, _, uid, _, _, folder, _ = line.split(":")
        if user in (name, uid):
            return folder
    return "/"


def python_versions(script):
    """The patch versions of the CPythons that a RUN installs from this machine."""
    return [
        substitutes.python_of(word.removeprefix("python")).name
        for word in script.split()
        if word.startswith("python3.") and not word.endswith("-pip")
    ]
