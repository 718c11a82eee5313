#!/usr/bin/env python3
"""Writes java-options.tsv: the -XX options that each Java knows, as the Javas themselves list them.

    python3 table.py 17=/usr/lib/jvm/java-17-openjdk 25=/usr/lib/jvm/temurin-25 > java-options.tsv
"""
import re
import subprocess
import sys

UNLOCK = ["-XX:+UnlockDiagnosticVMOptions", "-XX:+UnlockExperimentalVMOptions"]
ROW = re.compile(r"^\s*(\w+)\s+(\w+)\s+=.*?\{([^}]*)\}")
HEAD = """\
# The options of Java that begin with -XX:, by release of Java. Do not edit: written by
# stack/src/java-options/table.py, which asks each Java for them.
#
#   kind   flag: said as -XX:+Name or -XX:-Name; number, text: said as -XX:Name=value
#   17 ..  product; diagnostic or experimental: only behind the option that unlocks those;
#          ignored: taken with a warning; nothing where that Java does not know it
"""

# Of Javas between those that are asked.
BETWEEN = {"ZGenerational": "flag"}


def options(home):
    command = [home + "/bin/java", *UNLOCK, "-XX:+PrintFlagsFinal", "-version"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rows = [ROW.match(line) for line in listed.splitlines()]
    return {
        row[2]: (
            "flag" if row[1] == "bool" else "text" if row[1].startswith("ccstr") else "number",
            next((word for word in ("diagnostic", "experimental") if word in row[3]), "product"),
        )
        for row in rows
        if row
    }


def is_taken(home, name, kind):
    option = "-XX:+" + name if kind == "flag" else "-XX:" + name + "=1"
    return not subprocess.run([home + "/bin/java", option, "-version"], capture_output=True).returncode


def main(arguments):
    homes = dict(one.split("=") for one in arguments)
    javas = {version: options(home) for version, home in homes.items()}
    kinds = BETWEEN | {name: kind for java in javas.values() for name, (kind, _) in java.items()}
    for version, home in homes.items():
        for name, kind in kinds.items():
            if name not in javas[version] and is_taken(home, name, kind):
                javas[version][name] = (kind, "ignored")
    print(HEAD + "\t".join(["option", "kind", *javas]))
    for name, kind in sorted(kinds.items()):
        print("\t".join([name, kind, *(java.get(name, ("", ""))[1] for java in javas.values())]))


main(sys.argv[1:])
