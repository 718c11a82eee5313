#!/usr/bin/env python3
"""Changes each line of a tree's Dockerfiles that says who, where or how, and looks whether the image tells.

    lines_test.py out/laptop     some minutes, since what follows a line is made again

An image is what its layers hold, by path, owner, mode and size, and its configuration. Times do not count.
"""

import os
import re
import shutil
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

import make  # noqa: E402
from build import Builder  # noqa: E402
from dockerfile import Refused  # noqa: E402
from oci import Layout, walk  # noqa: E402

# What is put in place of what, one at a time.
CHANGES = [
    ("USER", r"^USER 10185:10185$", "USER 10186:10186"),
    ("USER", r"^USER 0:0$", "USER 10185:10185"),
    ("USER", r"^USER 185:185$", "USER 186:186"),
    ("COPY", r"^COPY .*$", ""),
    ("mode", r"--chmod=0\d\d\d", "--chmod=0400"),
    ("owner", r"--chown=0:0", "--chown=10185:0"),
    ("ENV", r'([A-Z_]+=")', r"\1/elsewhere"),
    ("WORKDIR", r"^WORKDIR (/\S+)$", r"WORKDIR \1-elsewhere"),
    ("ENTRYPOINT", r"^ENTRYPOINT .*$", 'ENTRYPOINT ["/bin/true"]'),
    ("account", r"(groupadd|useradd) --([ug]id) 10185", r"\1 --\2 10187"),
]
TREE = Path()


def changed(text):
    """(what, line, text) for each single change."""
    for what, pattern, replacement in CHANGES:
        for match in re.finditer(pattern, text, re.MULTILINE):
            line = text[: match.start()].count("\n") + 1
            yield what, line, text[: match.start()] + match.expand(replacement) + text[match.end() :]


def seen(builder, state):
    """What of an image a pod can notice."""
    found = {}
    for key in state.layers:
        root = builder.layers / key / "fs"
        for path in walk(root):
            status = os.lstat(path)
            size = 0 if os.path.isdir(path) else status.st_size
            found[os.path.relpath(path, root)] = (status.st_uid, status.st_gid, status.st_mode, size)
    return found, {name: value for name, value in state.config.items() if name != "Labels"}


class LinesTest(unittest.TestCase):
    def test_every_line_that_says_who_where_or_how_changes_the_image(self):
        builder = Builder(make.CACHE, Layout(make.CACHE))
        states = {}
        for folder, reference in make.BUILD.findall((TREE / "images/build.sh").read_text()):
            context = TREE / "images" / folder
            states[reference] = builder.build(context, states)
            before = seen(builder, states[reference])
            for what, line, text in changed((context / "Dockerfile").read_text()):
                with self.subTest(file=f"{context}/Dockerfile:{line}", what=what):
                    self.assertNotEqual(before, self.built(builder, context, text, states))

    def built(self, builder, context, text, states):
        """What becomes of the changed Dockerfile: another image, or none. No layer of it is kept."""
        kept = set(builder.layers.iterdir())
        try:
            return self.tried(builder, context, text, states)
        finally:
            for layer in set(builder.layers.iterdir()) - kept:
                shutil.rmtree(layer)

    def tried(self, builder, context, text, states):
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "context"
            shutil.copytree(context, copy)
            (copy / "Dockerfile").write_text(text)
            try:
                return seen(builder, builder.build(copy, states))
            except Refused as refused:
                return str(refused)


if __name__ == "__main__":
    TREE = Path(sys.argv.pop()).resolve()
    make.alone([*sys.argv, str(TREE)])
    with make.turn(make.CACHE):
        unittest.main()
