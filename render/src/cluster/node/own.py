"""Tells what a driver and its executors have of what a person added, a line each: TOLD udf 1,000.

Runs in a notebook's pod.
"""

import os
from pathlib import Path

import pandas as pd
from pyspark.sql import SparkSession
from pyspark.sql.functions import pandas_udf

spark = (
    SparkSession.builder.config("spark.jars.packages", "org.example:greeting:1.0")
    .config("spark.jars.repositories", f"file://{os.getcwd()}/repository")
    .getOrCreate()
)


def seen():
    import humanize

    return f"{os.environ['REPORT_REGION']}; {Path('/etc/app/app.yaml').read_text()}; {humanize.intcomma(1000)}"


@pandas_udf("string")
def words(numbers: pd.Series) -> pd.Series:
    import humanize

    return numbers.map(humanize.intcomma)


def told(what, values):
    print("TOLD", what, *values, flush=True)


def column(frame):
    return [row[0] for row in frame.collect()]


print(flush=True)
told("driver", [seen()])
told("executors", set(spark.sparkContext.parallelize(range(4), 4).map(lambda _: seen()).collect()))
told("udf", column(spark.range(1000, 1002).select(words("id"))))
told("property", [spark.conf.get("spark.sql.shuffle.partitions")])
told("jar", column(spark.sql("SELECT reflect('org.example.Greeting', 'of', CAST(id AS STRING)) FROM range(2)")))
spark.stop()
