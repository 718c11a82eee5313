"""Writes what Python itself has, and what modules its packages bring.

    python modules.py requirements-*.lock > python-names.tsv

Run it where the packages of the locks are installed; the names of older and newer Pythons were added
by running it there, for a module that one of them lacks is nobody's mistake.
"""

import builtins
import importlib.metadata
import re
import sys

for name in sorted(dir(builtins)):
    print(f"builtin\t{name}")
for name in sorted(sys.stdlib_module_names):
    print(f"module\t{name}")


def plain(distribution):
    return re.sub(r"[-_.]+", "-", distribution).lower()


locked = {
    plain(line.split("==")[0])
    for path in sys.argv[1:]
    for line in open(path, encoding="utf-8")
    if re.match(r"\w", line)
}
pairs = {
    (plain(one), module)
    for module, distributions in importlib.metadata.packages_distributions().items()
    for one in distributions
}
for distribution, module in sorted(pairs):
    if distribution in locked and re.fullmatch(r"\w+", module):
        print(f"{distribution}\t{module}")
