#!/usr/bin/env python3
"""Gives each claim that a pod waits for a folder of the node, and takes it back when the claim is gone.

    provisioner.py SERVER KEYS FOLDER NODE

KEYS is a folder with ca.crt, admin.crt and admin.key. The folder is root's, as a fresh disk is: only fsGroup opens it to a pod.
"""

import json
import shutil
import ssl
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

server, keys, folder, node = sys.argv[1:]
FOLDER = Path(folder)
SELECTED = "volume.kubernetes.io/selected-node"
MADE_BY = {"pv.kubernetes.io/provisioned-by": "sparkstead.example.org/folder"}


class Api:
    def __init__(self, server, keys):
        self.server = server
        self.trust = ssl.create_default_context(cafile=f"{keys}/ca.crt")
        self.trust.load_cert_chain(f"{keys}/admin.crt", f"{keys}/admin.key")

    def call(self, method, path, body=None):
        request = urllib.request.Request(self.server + path, method=method)
        request.add_header("Content-Type", "application/json")
        data = json.dumps(body).encode() if body else None
        with urllib.request.urlopen(request, data, context=self.trust, timeout=30) as answer:
            return json.load(answer)


def provide(api, claim):
    name = f"pvc-{claim['metadata']['uid']}"
    (FOLDER / name).mkdir(parents=True, exist_ok=True)
    here = {"key": "kubernetes.io/hostname", "operator": "In", "values": [node]}
    volume = {
        "apiVersion": "v1",
        "kind": "PersistentVolume",
        "metadata": {"name": name, "annotations": MADE_BY},
        "spec": {
            "capacity": claim["spec"]["resources"]["requests"],
            "accessModes": claim["spec"]["accessModes"],
            "storageClassName": claim["spec"].get("storageClassName", ""),
            "persistentVolumeReclaimPolicy": "Delete",
            "claimRef": {
                "namespace": claim["metadata"]["namespace"],
                "name": claim["metadata"]["name"],
                "uid": claim["metadata"]["uid"],
            },
            "local": {"path": str(FOLDER / name)},
            "nodeAffinity": {
                "required": {"nodeSelectorTerms": [{"matchExpressions": [here]}]},
            },
        },
    }
    try:
        api.call("POST", "/api/v1/persistentvolumes", volume)
    except urllib.error.HTTPError as error:
        if error.code != 409:
            raise


def take_back(api, volume):
    name = volume["metadata"]["name"]
    api.call("DELETE", f"/api/v1/persistentvolumes/{name}")
    shutil.rmtree(FOLDER / name, ignore_errors=True)


def turn(api):
    for claim in api.call("GET", "/api/v1/persistentvolumeclaims")["items"]:
        waits = claim["status"].get("phase") == "Pending"
        if waits and SELECTED in claim["metadata"].get("annotations", {}):
            provide(api, claim)
    for volume in api.call("GET", "/api/v1/persistentvolumes")["items"]:
        if volume["status"].get("phase") in ("Released", "Failed"):
            take_back(api, volume)


def main():
    api = Api(server, keys)
    while True:
        try:
            turn(api)
        except (urllib.error.URLError, TimeoutError) as error:
            print(error, flush=True)
        time.sleep(0.5)


main()
