"""Tells what a driver and its executors see of what others made, and whom they trust, a line each: TOLD store 100.

Runs in a notebook's pod, with the store's host and bucket as arguments.
"""

import os
import socket
import ssl
import sys
from pathlib import Path

import requests
from pyspark.sql import SparkSession

host, bucket = sys.argv[1:]
spark = SparkSession.builder.appName("corporate").getOrCreate()


def issuer():
    """Who vouches for the store, as far as Python's TLS believes it."""
    with socket.create_connection((host, 443), timeout=60) as plain:
        with ssl.create_default_context().wrap_socket(plain, server_hostname=host) as connection:
            return dict(pair for (pair,) in connection.getpeercert()["issuer"])["commonName"]


def seen():
    secret = Path("/etc/warehouse")
    files = [secret / "user", secret / "password", Path("/etc/app/app.yaml")]
    return "; ".join([os.environ["DB_PASSWORD"], *(file.read_text() for file in files), issuer()])


def handed_back():
    Path("/data/executor").write_text("from an executor")
    return Path("/data/driver").read_text()


def told(what, values):
    print("TOLD", what, *values, flush=True)


def by_executors(function):
    return sorted(set(spark.sparkContext.parallelize(range(4), 4).map(lambda _: function()).collect()))


print(flush=True)
told("driver", [seen()])
told("executors", by_executors(seen))
Path("/data/driver").write_text("from the driver")
told("claim", [*by_executors(handed_back), "and", Path("/data/executor").read_text()])
spark.range(100).write.parquet(f"s3a://{bucket}/numbers")
told("store", [spark.read.parquet(f"s3a://{bucket}/numbers").count()])
# Nobody in particular asks, and is refused by the store itself.
told("requests", [requests.get(f"https://{host}/", timeout=60).status_code])
spark.stop()
