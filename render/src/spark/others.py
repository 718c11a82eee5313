"""What a notebook does with things that others made: a store behind their own authority, a password, a claim.

Says of each what came of it, for PrivateStoreIT. Without a file, it asks the store from Python alone.
"""

import os
import socket
import ssl
import sys
from pathlib import Path

host, address, *files = sys.argv[1:]


def lines(path):
    return f"{len(Path(path).read_text().splitlines())} lines"


def from_python():
    """By the certificates that the image trusts; DNS has no such host, so its address is asked."""
    name, port = address.rsplit(":", 1)
    try:
        with socket.create_connection((name, int(port))) as plain:
            with ssl.create_default_context().wrap_socket(plain, server_hostname=host):
                return "is let in by its certificate"
    except ssl.SSLError as e:
        return str(e)


print("CELL python", from_python(), flush=True)
if files:
    from pyspark.sql import SparkSession
    from pyspark.sql.functions import udf

    spark = SparkSession.builder.getOrCreate()

    table = "s3a://lake/tables/numbers"
    spark.range(100).write.parquet(table)
    print("CELL store", spark.read.parquet(table).selectExpr("sum(id)").first()[0], flush=True)

    def on_executors(ask):
        answers = spark.range(8, numPartitions=4).select(udf(ask)("id")).distinct().collect()
        return ", ".join(sorted(row[0] for row in answers))

    password = on_executors(lambda _: os.environ["WAREHOUSE_PASSWORD"])
    print(f"CELL secret {os.environ['WAREHOUSE_PASSWORD']}, executors: {password}", flush=True)

    # An executor's pod has its own root; it works at /opt/spark/work-dir of it.
    beside = "../../.." + "/data/orders.csv"
    print(
        f"CELL claim {lines(files[0])}, executors:",
        on_executors(lambda _: f"{len(Path(beside).read_text().splitlines())} lines"),
        flush=True,
    )

    spark.stop()
    print("CELL stopped", flush=True)
