"""Writes layers and images in OCI's layout: a folder of blobs by digest, and an index of names."""

import hashlib
import json
import os
import stat
import tarfile
from io import BytesIO
from pathlib import Path

MANIFEST = "application/vnd.oci.image.manifest.v1+json"
CONFIG = "application/vnd.oci.image.config.v1+json"
LAYER = "application/vnd.oci.image.layer.v1.tar"
# Bytes; what is larger is a layer.
MOST_OF_A_MANIFEST = 1 << 16
OPAQUE = "trusted.overlay.opaque"


class Hashing:
    """A file that knows its SHA-256 when it is written."""

    def __init__(self, path):
        self.file = open(path, "wb")
        self.sum = hashlib.sha256()

    def write(self, data):
        self.sum.update(data)
        return self.file.write(data)

    def close(self):
        self.file.close()


class Layout:
    def __init__(self, folder):
        self.blobs = Path(folder) / "blobs/sha256"
        self.blobs.mkdir(parents=True, exist_ok=True)

    def put(self, data):
        digest = hashlib.sha256(data).hexdigest()
        new = self.blobs / f"{digest}.{os.getpid()}"
        new.write_bytes(data)
        new.rename(self.blobs / digest)
        return {"digest": f"sha256:{digest}", "size": len(data)}

    def layer(self, folder):
        """The blob of an overlay's upper folder."""
        new = self.blobs / f"layer.{os.getpid()}"
        out = Hashing(new)
        with tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT, bufsize=1 << 20) as tar:
            for path in walk(folder):
                add(tar, path, os.path.relpath(path, folder))
        out.close()
        digest = out.sum.hexdigest()
        new.rename(self.blobs / digest)
        return {
            "mediaType": LAYER,
            "digest": f"sha256:{digest}",
            "size": (self.blobs / digest).stat().st_size,
        }

    def keep(self, digests, oldest):
        """Removes layers that are in no list, and manifests older than `oldest`."""
        for blob in self.blobs.iterdir():
            old = blob.stat().st_mtime < oldest
            if f"sha256:{blob.name}" not in digests and (old or blob.stat().st_size > MOST_OF_A_MANIFEST):
                blob.unlink()

    def image(self, config, layers):
        """The manifest of an image; `layers` are what layer() returned."""
        described = self.put(
            json.dumps(
                {
                    "architecture": "amd64",
                    "os": "linux",
                    "config": config,
                    "rootfs": {"type": "layers", "diff_ids": [each["digest"] for each in layers]},
                },
                sort_keys=True,
            ).encode()
        )
        manifest = {
            "schemaVersion": 2,
            "mediaType": MANIFEST,
            "config": {"mediaType": CONFIG, **described},
            "layers": layers,
        }
        return {"mediaType": MANIFEST, **self.put(json.dumps(manifest, sort_keys=True).encode())}


def archive(layout, images, path):
    """One file with `images`, manifests by reference, as `ctr images import` reads it."""
    wanted = set()
    for manifest in images.values():
        wanted.add(manifest["digest"])
        parts = json.loads((layout.blobs / manifest["digest"][7:]).read_bytes())
        wanted.update(part["digest"] for part in [parts["config"], *parts["layers"]])
    index = {
        "schemaVersion": 2,
        "manifests": [
            {**manifest, "annotations": {"io.containerd.image.name": name}}
            for name, manifest in images.items()
        ],
    }
    with tarfile.open(path, "w") as tar:
        marker = '{"imageLayoutVersion":"1.0.0"}'
        for name, text in [("oci-layout", marker), ("index.json", json.dumps(index))]:
            info = tarfile.TarInfo(name)
            info.size = len(text)
            tar.addfile(info, BytesIO(text.encode()))
        for digest in sorted(wanted):
            tar.add(layout.blobs / digest[7:], f"blobs/sha256/{digest[7:]}")


def walk(folder):
    """Folders before what is in them, in a fixed order."""
    for entry in sorted(os.scandir(folder), key=lambda each: each.name):
        yield entry.path
        if entry.is_dir(follow_symlinks=False):
            yield from walk(entry.path)


def add(tar, path, name):
    status = os.lstat(path)
    if stat.S_ISCHR(status.st_mode) and status.st_rdev == 0:
        # How an overlay says that a file of a layer below is gone; an image says it by a name.
        tar.addfile(tarfile.TarInfo(os.path.join(os.path.dirname(name), ".wh." + os.path.basename(name))))
        return
    if stat.S_ISSOCK(status.st_mode):
        return
    info = tar.gettarinfo(path, name)
    info.uname = info.gname = ""
    if info.isreg():
        with open(path, "rb") as file:
            tar.addfile(info, file)
        return
    tar.addfile(info)
    if info.isdir() and OPAQUE in os.listxattr(path):
        tar.addfile(tarfile.TarInfo(os.path.join(name, ".wh..wh..opq")))
