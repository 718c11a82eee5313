"""Writes which others the packages of the locks need, in whatever Python from 3.9 to 3.13.

    pip install --dry-run --ignore-installed --no-deps --report report.json -r requirements-*.lock
    python needs.py report.json >> package-needs.tsv

Once for each lock, since two may have a package in two versions; then sorted, each line once.
"""

import json
import re
import sys

from pip._vendor.packaging.requirements import Requirement

PYTHONS = ["3.9", "3.10", "3.11", "3.12", "3.13"]


def plain(distribution):
    return re.sub(r"[-_.]+", "-", distribution).lower()


def places(extra):
    for python in PYTHONS:
        yield {
            "extra": extra,
            "implementation_name": "cpython",
            "os_name": "posix",
            "platform_python_implementation": "CPython",
            "platform_system": "Linux",
            "python_full_version": python + ".1",
            "python_version": python,
            "sys_platform": "linux",
        }


packages = {
    plain(one["metadata"]["name"]): one["metadata"]
    for path in sys.argv[1:]
    for one in json.load(open(path, encoding="utf-8"))["install"]
}


def needs(name, extra=""):
    found = set()
    for text in packages[name].get("requires_dist", []) if name in packages else []:
        need = Requirement(text)
        is_always = need.marker is None or all(need.marker.evaluate(one) for one in places(extra))
        if is_always and (not extra or "extra" in text):
            found.add(plain(need.name))
            for other in need.extras:
                found |= needs(plain(need.name), other)
    return found


for name in sorted(packages):
    for need in sorted(needs(name) - {name}):
        print(f"{name}\t{packages[name]['version']}\t{need}")
