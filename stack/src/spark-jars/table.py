"""Writes spark-jars.tsv: which jars each release brings, and in which version.

    pip download --no-deps --no-binary :all: pyspark==4.1.2
    tar -tzf pyspark-4.1.2.tar.gz | grep '/deps/jars/' > 4.1.2
    python3 table.py 3.5.4 3.5.8 4.0.3 4.1.2 4.2.0 > spark-jars.tsv

PyPI's archive of PySpark has the jars of the distribution. Each argument is a file, called as the
release, with the names of its jars.
"""

import re
import sys

HEAD = """\
# The jars that Spark's archive brings, in which version, by release; nothing where it brings none.
# Written by stack/src/spark-jars/table.py, which says from what.
"""


def split(file):
    """log4j-1.2-api-2.20.0.jar is log4j-1.2-api of 2.20.0, zstd-jni-1.5.5-4.jar is zstd-jni of 1.5.5-4."""
    name = file.rsplit("/", 1)[-1].strip().removesuffix(".jar")
    return re.fullmatch(r"(log4j-1.2-api|.+?)-(\d.*)", name).groups()


releases = sys.argv[1:]
table = {}
for release in releases:
    for line in open(release):
        jar, version = split(line)
        # Natives of one library by machine: netty's.
        table.setdefault(jar, {}).setdefault(release, re.sub(r"-(linux|osx|windows)-.*", "", version))
print(HEAD + "\t".join(["jar", *releases]))
for jar in sorted(table):
    print("\t".join([jar, *(table[jar].get(release, "") for release in releases)]))
