"""The six rules in DuckDB's SQL, from Parquet to a list of findings: rule, key, row of the sheet it would be."""

import sys

import duckdb

RULES = """
COPY (
    WITH repeated AS (SELECT 工单号 FROM orders GROUP BY 工单号 HAVING count(*) > 1),
    numbered AS (SELECT *, file_row_number + 2 AS row FROM orders)
    SELECT 'B1' AS rule, 工单号 AS key, row FROM numbered WHERE 客户名称 IS NULL OR 产品序列号 IS NULL
    UNION ALL SELECT 'B2', 工单号, row FROM numbered SEMI JOIN repeated USING (工单号)
    UNION ALL SELECT 'B3', 工单号, row FROM numbered WHERE 满意度 NOT BETWEEN 0 AND 100
    UNION ALL SELECT 'B4', 工单号, row FROM numbered WHERE 联系客户时间 - 派单时间 > INTERVAL 15 MINUTE
    UNION ALL SELECT 'B5', 工单号, row FROM numbered WHERE 完成时间 < 上门时间
    UNION ALL SELECT 'B6', 工单号, row FROM numbered WHERE 回访时间 - 完成时间 > INTERVAL 7 DAY
) TO 'out/duckdb.csv' (HEADER false)
"""
database = duckdb.connect()
database.read_parquet(sys.argv[1], file_row_number=True).create_view("orders")
database.execute(RULES)
