#!/usr/bin/env python3
"""Serves the images that render/src/cluster/images has made, to pull only, under every registry's name.

    registry.py HOST:PORT LAYOUT IMAGES.json [REGISTRY USER:PASSWORD]

IMAGES.json has digests by reference, such as docker.io/library/x:1. A container runtime names the
registry it would ask in the parameter ns. What is asked of REGISTRY is answered to USER alone.
"""

import base64
import http.server
import json
import re
import shutil
import socketserver
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

address, layout, images, *login = sys.argv[1:]
BLOBS = Path(layout) / "blobs/sha256"
IMAGES = Path(images)
CLOSED, LOGIN = login or ("", "")
BASIC = "Basic " + base64.b64encode(LOGIN.encode()).decode()
MANIFEST = "application/vnd.oci.image.manifest.v1+json"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_HEAD(self):
        self.answer(body=False)

    def do_GET(self):
        self.answer(body=True)

    def answer(self, body):
        url = urlsplit(self.path)
        registry = parse_qs(url.query).get("ns", [""])[0]
        if CLOSED and registry == CLOSED and self.headers.get("Authorization") != BASIC:
            self.refuse(registry)
            return
        asked = re.fullmatch(r"/v2/(.+)/(manifests|blobs)/([^/]+)", url.path)
        digest = asked and self.digest(registry, *asked.group(1, 3))
        blob = BLOBS / (digest or "sha256:none")[7:]
        known = blob.is_file()
        self.send_response(200 if known or url.path == "/v2/" else 404)
        if known:
            kind = MANIFEST if asked[2] == "manifests" else "application/octet-stream"
            self.send_header("Content-Type", kind)
            self.send_header("Docker-Content-Digest", digest)
        self.send_header("Content-Length", str(blob.stat().st_size if known else 0))
        self.end_headers()
        if known and body:
            with blob.open("rb") as file:
                shutil.copyfileobj(file, self.wfile, 1 << 20)

    def refuse(self, registry):
        self.send_response(401)
        self.send_header("WWW-Authenticate", f'Basic realm="{registry}"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    def digest(self, registry, repository, reference):
        if reference.startswith("sha256:"):
            return reference
        # Read each time: an image may have been made again.
        images = json.loads(IMAGES.read_text())
        # Who names an image by the digest of the real one asks for its tag here.
        tags = {name.split("@")[0]: digest for name, digest in images.items()}
        return tags.get(f"{registry}/{repository}:{reference}")


class Server(socketserver.ThreadingTCPServer):
    """Not http.server's own, which asks a DNS that is not there for its name."""

    allow_reuse_address = True
    daemon_threads = True


host, port = address.rsplit(":", 1)
Server((host, int(port)), Handler).serve_forever()
