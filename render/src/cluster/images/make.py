#!/usr/bin/env python3
"""Makes the images of a rendered tree, without its base images, and keeps them.

    make.py out/laptop            the images that out/laptop/images/build.sh builds
    make.py out/laptop --archive laptop.tar    and one OCI archive of them

Prints a JSON object of references and digests. Needs root, on Debian or Ubuntu: debootstrap, tini, Maven.
What stands in for what is told in substitutes.py.
"""

import argparse
import fcntl
import json
import os
import re
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

from build import Builder  # noqa: E402
from dockerfile import Refused  # noqa: E402
from oci import Layout, archive  # noqa: E402

TOOLS = ["debootstrap", "mount", "chroot", "mvn", "unshare"]
BUILD = re.compile(r"^build (\S+) '?([^\s']+)'?$", re.MULTILINE)
# How long a layer is kept that no Dockerfile asks for.
DAYS = 7
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "sparkstead-ci/images"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tree", type=Path)
    parser.add_argument("--cache", type=Path, default=CACHE)
    parser.add_argument("--archive", type=Path)
    arguments = parser.parse_args()
    try:
        check()
        images = make(arguments.tree, arguments.cache)
        if arguments.archive:
            archive(Layout(arguments.cache), images, arguments.archive)
        print(json.dumps({name: manifest["digest"] for name, manifest in images.items()}, indent=2))
    except Refused as refused:
        sys.exit(f"no images of {arguments.tree}: {refused}")


def check():
    if os.geteuid():
        raise Refused("making images mounts and changes root: run as root")
    missing = [tool for tool in TOOLS if not shutil.which(tool)]
    if missing:
        raise Refused(f"{', '.join(missing)} not installed: apt-get install debootstrap tini maven")


def alone(arguments):
    """Starts this program anew in a mount namespace of its own: whatever ends it, no mount is left."""
    if "STANDIN_MOUNTS" not in os.environ:
        command = ["unshare", "--mount", "--propagation", "private", sys.executable, *arguments]
        os.execvpe(command[0], command, {**os.environ, "STANDIN_MOUNTS": "private"})


@contextmanager
def turn(cache):
    """Whoever comes meanwhile waits: a builder takes half a layer for what a killed one left."""
    cache.mkdir(parents=True, exist_ok=True)
    with open(cache / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def make(tree, cache):
    alone(sys.argv)
    with turn(cache):
        builder = Builder(cache, Layout(cache))
        images = built(tree, builder)
        builder.forget(DAYS)
        return images


def built(tree, builder):
    """In the order of build.sh, by the names it gives them."""
    states = {}
    for folder, reference in BUILD.findall((tree / "images/build.sh").read_text()):
        states[reference] = builder.build(tree / "images" / folder, states)
    return {reference: builder.manifest(state) for reference, state in states.items()}


if __name__ == "__main__":
    main()
