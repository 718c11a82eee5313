#!/usr/bin/env python3
"""Tries what a machine outside the cluster reaches, which has a cable to the node and no more.

    people.py NODE_IP ADDRESS HOST:PORT...

ADDRESS is that machine's; all it wants goes by way of the node, as a load balancer on the node's network
would have it. Prints a line for each that answers a request over HTTP:

    192.168.1.7:8888

Runs where the node's network is.
"""

import http.client
import subprocess
import sys

from reach import inside

NETWORK = "people"
PATIENCE = 3


def ip(*arguments):
    subprocess.run(["ip", *arguments], check=True)


def connect(node, address):
    ip("netns", "add", NETWORK)
    ip("link", "add", NETWORK, "type", "veth", "peer", "name", "eth0", "netns", NETWORK)
    ip("link", "set", NETWORK, "master", "node0", "up")
    within = ["-netns", NETWORK]
    ip(*within, "address", "add", f"{address}/32", "dev", "eth0")
    ip(*within, "link", "set", "eth0", "up")
    ip(*within, "route", "add", node, "dev", "eth0")
    ip(*within, "route", "add", "default", "via", node)


def answers(host, port):
    connection = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    try:
        connection.request("GET", "/")
        return bool(connection.getresponse().status)
    except OSError:
        return False
    finally:
        connection.close()


def main():
    node, address, *targets = sys.argv[1:]
    connect(node, address)
    try:
        for target in targets:
            host, port = target.split(":")
            if inside(f"/run/netns/{NETWORK}", lambda: answers(host, int(port))):
                print(target)
    finally:
        ip("netns", "delete", NETWORK)


main()
