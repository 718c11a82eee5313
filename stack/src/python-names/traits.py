"""Writes which traits the classes of Jupyter's configuration have, and of what type.

    pip install --require-hashes --no-deps -r requirements-jupyter-python3.12.lock
    python traits.py > jupyter-traits.tsv
"""

import importlib
import inspect

from traitlets.config import Configurable

MODULES = [
    "jupyter_server.serverapp",
    "jupyter_server.auth.authorizer",
    "jupyter_server.auth.identity",
    "jupyter_server.extension.application",
    "jupyter_server.gateway.gateway_client",
    "jupyter_server.gateway.managers",
    "jupyter_server.gateway.connections",
    "jupyter_server.services.contents.checkpoints",
    "jupyter_server.services.contents.filecheckpoints",
    "jupyter_server.services.contents.fileio",
    "jupyter_server.services.contents.filemanager",
    "jupyter_server.services.contents.largefilemanager",
    "jupyter_server.services.contents.manager",
    "jupyter_server.services.kernels.connection.channels",
    "jupyter_server.services.kernels.kernelmanager",
    "jupyter_server.services.sessions.sessionmanager",
    "jupyter_server.services.config.manager",
    "jupyter_server_terminals.app",
    "jupyter_server_terminals.terminalmanager",
    "jupyter_client.manager",
    "jupyter_client.multikernelmanager",
    "jupyter_client.kernelspec",
    "jupyter_client.session",
    "jupyter_client.connect",
    "jupyter_core.application",
    "jupyterlab.labapp",
    "jupyterlab.extensions.manager",
    "jupyterlab_server.app",
]

# Those that make what they want of anything.
CASTING = {"CBool", "CInt", "CLong", "CFloat", "CUnicode", "CBytes", "CRegExp"}
KINDS = {"Bool", "Int", "Integer", "Float", "Unicode", "List", "Dict", "Set", "Tuple"}


def kind(trait):
    """The plain type, where one takes nothing else."""
    if CASTING & {base.__name__ for base in type(trait).__mro__}:
        return "Any"
    for base in type(trait).__mro__:
        if base.__module__.startswith("traitlets") and base.__name__ in KINDS:
            plain = {"Integer": "Int"}.get(base.__name__, base.__name__)
            return plain + "?" if trait.allow_none else plain
    return "Any"


classes = {}
for module in MODULES:
    for _, value in inspect.getmembers(importlib.import_module(module), inspect.isclass):
        if issubclass(value, Configurable):
            classes[value.__name__] = value
for name, value in sorted(classes.items()):
    for trait, made in sorted(value.class_traits(config=True).items()):
        print(f"{name}\t{trait}\t{kind(made)}")
