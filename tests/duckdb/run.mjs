// Runs a script of SQL in DuckDB and prints the rows of each statement that has some as CSV, as `duckdb -csv` does.
import { readFileSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";

const connection = await (await DuckDBInstance.create()).connect();
for (const statement of readFileSync(process.argv[2], "utf8").split(/;\s*$/m).filter((text) => text.trim())) {
	const reader = await connection.runAndReadAll(statement);
	if (reader.columnCount === 0 || reader.currentRowCount === 0) continue;
	for (const row of [reader.columnNames(), ...reader.getRows()]) console.log(row.map((cell) => cell ?? "").join(","));
}
