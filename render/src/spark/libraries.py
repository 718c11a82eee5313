"""What people do in their first week, in a notebook's driver: a pandas UDF, a table of Delta, a jar by its coordinates.

Says of each what came of it, for LibrariesIT.
"""

import os
from pathlib import Path

import pandas as pd
from pyspark.sql import SparkSession
from pyspark.sql.functions import pandas_udf

TABLE = "s3a://spark-on-kube/tables/orders"

spark = (
    SparkSession.builder.config("spark.jars.packages", "org.example:greeting:1.0")
    .config("spark.jars.repositories", (Path(__file__).resolve().parent / "repository").as_uri())
    .getOrCreate()
)


@pandas_udf("string")
def where(numbers: pd.Series) -> pd.Series:
    return numbers.map(lambda _: f"{pd.__version__} on {os.environ['SPARK_EXECUTOR_ID']}")


answers = spark.range(8, numPartitions=4).select(where("id")).distinct().collect()
print("CELL pandas", *sorted(row[0] for row in answers), flush=True)

spark.range(100).write.format("delta").save(TABLE)
spark.sql(f"update delta.`{TABLE}` set id = 1000 where id = 7")
total = spark.read.format("delta").load(TABLE).selectExpr("sum(id)").first()[0]
versions = spark.sql(f"describe history delta.`{TABLE}`").count()
print(f"CELL delta {total} in {versions} versions", flush=True)

greeting = "SELECT reflect('org.example.Greeting', 'of', CAST(id AS STRING)) FROM range(2)"
print("CELL jar", *[row[0] for row in spark.sql(greeting).collect()], flush=True)

spark.stop()
print("CELL stopped", flush=True)
