"""Reads a Dockerfile into instructions. What the builder has no use for is refused, not passed over."""

import json
import re
import shlex
from typing import NamedTuple

KNOWN = {
    "FROM", "SHELL", "LABEL", "RUN", "COPY", "ENV", "WORKDIR", "USER", "HEALTHCHECK",
    "ENTRYPOINT", "CMD", "EXPOSE",
}  # fmt: skip


class Refused(Exception):
    """An input that nothing can be made of: value, rule, remedy."""


class Instruction(NamedTuple):
    line: int
    word: str
    rest: str

    def __str__(self):
        return f"{self.word} {self.rest}"


def read(text):
    """The instructions of a Dockerfile, with their continuation lines joined."""
    instructions = []
    lines = enumerate(text.splitlines(), start=1)
    for number, line in lines:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        joined = line
        while joined.endswith("\\"):
            _, following = next(lines)
            # A comment between continuation lines is no part of the instruction.
            if not following.lstrip().startswith("#"):
                joined = joined[:-1] + following
        word, _, rest = joined.strip().partition(" ")
        if word.upper() not in KNOWN:
            raise Refused(f"line {number}: instruction '{word}' is not one the builder knows")
        instructions.append(Instruction(number, word.upper(), rest.strip()))
    return instructions


def flags(rest):
    """The --name=value words in front, and what follows them."""
    found = {}
    while match := re.match(r"--([a-z]+)=(\S+)\s+", rest):
        found[match[1]] = match[2]
        rest = rest[match.end() :]
    return found, rest


def words(rest):
    """An argument list: JSON where it begins with a bracket, else a command for the shell."""
    return json.loads(rest) if rest.startswith("[") else None


def pairs(rest):
    """name="value" pairs, as of ENV and LABEL."""
    return dict(word.split("=", 1) for word in shlex.split(rest))
