"""Writes the files beside it: tables as other programs write them. Run with pyarrow 26 and pandas; the files are committed."""

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

codes = ["AAA", "BBB", "AAA", "Größe", "BBB"]
for codec in ["none", "snappy", "gzip", "zstd", "lz4"]:
    table = pa.table({
        "extra": [[1], [2], [3], [4], [5]],
        "value": pa.array([1.5, 2.0, 0.0, 4.0, 1e-7], pa.float64()),
        "code": pa.array(codes).dictionary_encode(),
    })
    pq.write_table(table, f"codec_{codec}.parquet", compression=codec, row_group_size=2)

table = pa.table({
    "large_text": pa.array(codes, pa.large_string()),
    "whole_code": pa.array([1, 2, 1, 3, 2], pa.int64()),
    "nothing": pa.nulls(5),
    "some_text": pa.array(["x", None, "x", None, "y"]),
    "float32": pa.array([1.5, 2.0, 0.0, 4.0, 0.25], pa.float32()),
    "int8": pa.array([1, 2, -3, 4, 5], pa.int8()),
    "uint64": pa.array([1, 2, 3, 4, 2**63 + 2**62], pa.uint64()),
    "uint32": pa.array([1, 2, 3, 4, 2**32 - 1], pa.uint32()),
    "decimal": pa.array([125, 250, 0, 4, 5], pa.int32()).cast(pa.decimal128(12, 2)),
    "with_null": pa.array([1.0, None, 3.0, 4.0, 5.0]),
    "with_nan": pa.array([1.0, 2.0, 3.0, float("nan"), 5.0]),
    "date": pa.array([1, 2, 3, 4, 5], pa.date32()),
    "flag": pa.array([True, False, True, False, True]),
})
pq.write_table(table, "types.parquet", store_decimal_as_integer=True, data_page_version="2.0")

pd.DataFrame({"code": codes, "value": range(5), "none": [None] * 5}).to_parquet("pandas.parquet")
