#!/usr/bin/env python3
"""Tries which pods reach which, from inside their networks.

    reach.py FIRST-LAST... ADDRESS:PORT... < ADDRESSES

Ports of pods; what listens elsewhere; and the addresses of pods, one a line.

Every pod listens on every port, here rather than by a program of its image: where nobody listens, a
connection is refused as it is by a policy. Prints a line for each connection that came about:

    10.125.0.3 10.125.0.4 7078

Runs where the pods' networks are: in the namespaces of the node.
"""

import ctypes
import errno
import os
import re
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

NETWORKS = Path("/run/netns")
CLONE_NEWNET = 0x40000000
# A policy answers at once, or never.
PATIENCE = 1.5
LIBC = ctypes.CDLL(None, use_errno=True)


def enter(network):
    """Moves this thread, and no other."""
    descriptor = os.open(network, os.O_RDONLY)
    try:
        if LIBC.setns(descriptor, CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), f"setns {network}")
    finally:
        os.close(descriptor)


def inside(network, work):
    """What `work` answers in a thread that is in `network`."""
    answers = []

    def run():
        enter(network)
        answers.append(work())

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return answers[0]


def networks():
    """The network of each pod, by its address."""
    known = {}
    for network in NETWORKS.iterdir():
        told = subprocess.run(
            ["nsenter", f"--net={network}", "ip", "-4", "-brief", "address", "show", "eth0"],
            capture_output=True, text=True,
        )  # fmt: skip
        if address := re.search(r"([\d.]+)/", told.stdout):
            known[address[1]] = network
    return known


def listen(address, ports):
    sockets = []
    for port in ports:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            # Not everywhere: a program may have the same port of its loopback.
            listener.bind((address, port))
            listener.listen(64)
            sockets.append(listener)
        except OSError as error:
            # The pod's own program listens there, which will do.
            if error.errno != errno.EADDRINUSE:
                raise
    return sockets


def reached(targets):
    """The (address, port) of those that answer."""

    def connect(target):
        with socket.socket() as client:
            client.settimeout(PATIENCE)
            return client.connect_ex(target) == 0

    path = f"/proc/{os.getpid()}/task/{threading.get_native_id()}/ns/net"
    with ThreadPoolExecutor(64, initializer=enter, initargs=(path,)) as pool:
        return [target for target, open in zip(targets, pool.map(connect, targets)) if open]


def main():
    ports = set()
    elsewhere = []
    for word in sys.argv[1:]:
        if ":" in word:
            address, port = word.split(":")
            elsewhere.append((address, int(port)))
        else:
            first, last = map(int, word.split("-"))
            ports.update(range(first, last + 1))
    known = networks()
    pods = sys.stdin.read().split()
    held = [inside(known[pod], lambda: listen(pod, sorted(ports))) for pod in pods]
    for pod in pods:
        targets = [(other, port) for other in pods if other != pod for port in sorted(ports)]
        for address, port in inside(known[pod], lambda: reached(targets + elsewhere)):
            print(pod, address, port)
    del held


if __name__ == "__main__":
    main()
