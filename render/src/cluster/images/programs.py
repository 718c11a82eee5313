#!/usr/bin/env python3
"""Makes the images of a node that no Dockerfile of ours describes, and keeps them.

    programs.py NODE_PROGRAMS TREE...     the folder that .ci/node-programs prints, and rendered trees

| image                               | what is in it                                                 |
| ----------------------------------- | ------------------------------------------------------------- |
| localhost/pause                     | BusyBox, sleeping                                             |
| localhost/coredns                   | CoreDNS, nothing else                                         |
| SeaweedFS, whichever a tree names   | SeaweedFS as Go modules have it, and BusyBox for its scripts  |
| MinIO and mc, likewise              | SeaweedFS behind MinIO's ports, see ../minio, and BusyBox     |

Prints a JSON object of names and digests. Needs Debian's busybox-static.
"""

import json
import re
import shutil
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

from dockerfile import Refused  # noqa: E402
from make import CACHE  # noqa: E402
from oci import Layout  # noqa: E402
from substitutes import digest, fingerprint  # noqa: E402

BUSYBOX = Path("/usr/bin/busybox")
APPLETS = ["sh", "cat", "grep", "sleep", "timeout", "mkdir", "ls", "nc", "id", "wget", "env", "chmod", "tr", "head", "base64"]
PATH = "PATH=/usr/local/bin:/usr/bin:/bin"


def images(programs, trees):
    if not BUSYBOX.exists():
        raise Refused(f"{BUSYBOX} is not there: apt-get install busybox-static")
    weed = {"bin/busybox": BUSYBOX, "usr/bin/weed": programs / "weed"}
    minio = {**weed, "usr/bin/minio": programs / "minio"}
    mc = {"bin/busybox": BUSYBOX, "usr/bin/mc": programs / "minio"}
    made = {
        "localhost/pause:1": image({"bin/busybox": BUSYBOX}, ["/bin/busybox", "sleep", "infinity"]),
        "localhost/coredns:1": image({"usr/bin/coredns": programs / "coredns"}, ["/usr/bin/coredns"]),
    }
    # Trees name a command of their own.
    for name, files in {"seaweedfs": weed, "minio": minio, "mc": mc}.items():
        for reference in {each for tree in trees for each in named(tree, name)}:
            made[reference] = image(files, [])
    return made


def named(tree, name):
    """The references in a tree whose repository ends with `name`."""
    pattern = re.compile(rf"image: (\S*/{name}:\S+)")
    return {each for file in tree.rglob("*.yaml") for each in pattern.findall(file.read_text())}


def image(files, entrypoint):
    """The digest of an image of one layer with `files`, by path."""
    layout = Layout(CACHE)
    known = CACHE / "programs" / digest(*files, fingerprint(*files.values(), Path(__file__)))
    if not known.exists():
        known.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as folder:
            lay_out(Path(folder), files)
            known.write_text(json.dumps(layout.layer(folder)))
    config = {"Env": [PATH], "Entrypoint": entrypoint}
    return layout.image(config, [json.loads(known.read_text())])["digest"]


def lay_out(root, files):
    root.chmod(0o755)
    for path, source in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, root / path)
        (root / path).chmod(0o755)
        if source == BUSYBOX:
            for applet in APPLETS:
                (root / path).with_name(applet).symlink_to("busybox")
    (root / "tmp").mkdir()
    (root / "tmp").chmod(0o1777)


def arguments():
    programs, *trees = map(Path, sys.argv[1:])
    return programs, trees


if __name__ == "__main__":
    try:
        print(json.dumps(images(*arguments()), indent=2))
    except Refused as refused:
        sys.exit(f"no images of a node: {refused}")
