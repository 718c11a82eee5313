"""Prints a line with the SHA-256 of each object that Spark finds below a directory, in order.

Run by spark-submit in a pod, with the directory as argument.
"""

import hashlib
import sys

from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
files = spark.sparkContext.binaryFiles(f"{sys.argv[1]}/*").mapValues(lambda data: hashlib.sha256(data).hexdigest())
for path, digest in sorted(files.collect()):
    print("stored", path, digest)
spark.stop()
