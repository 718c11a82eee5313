"""Writes what the modules of Python that programs use most have.

    for python in python3.9 … python3.13; do $python attributes.py; done | sort -u > python-attributes.tsv
"""

import importlib
import warnings

MODULES = [
    "argparse", "base64", "collections", "configparser", "contextlib", "copy", "csv", "dataclasses",
    "datetime", "decimal", "functools", "getpass", "glob", "gzip", "hashlib", "io", "itertools",
    "json", "logging", "math", "operator", "os", "os.path", "pathlib", "platform", "random", "re",
    "shlex", "shutil", "signal", "socket", "statistics", "string", "subprocess", "sys", "tempfile",
    "textwrap", "threading", "time", "traceback", "urllib.error", "urllib.parse",
    "urllib.request", "uuid", "warnings", "zipfile",
]

warnings.simplefilter("ignore")
for name in MODULES:
    for attribute in dir(importlib.import_module(name)):
        print(f"{name}\t{attribute}")
