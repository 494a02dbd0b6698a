import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Sql } from "@/db/client";
import type { Charge } from "@/lib/domain/focus/charge";
import { focusColumns } from "@/lib/domain/focus/focus-columns";
import { focusFile } from "@/lib/export/focus-file";

/** Stores the rows of a file as they are, one text a column: for PostgreSQL to write them out again. */
export async function storeFile(sql: Sql, charges: AsyncIterable<Charge[]>): Promise<void> {
  const columns = focusColumns("cost_and_usage", "1.4").map(({ name }) => `"${name}" text`);
  await sql.unsafe(`create table focus_file (${columns.join(", ")})`);
  const file = focusFile(charges, { dataset: "cost_and_usage", version: "1.4", format: "csv" });
  await pipeline(Readable.from(file), await sql.unsafe("copy focus_file from stdin (format csv, header)").writable());
  await sql`vacuum (analyze) focus_file`;
}

/** PostgreSQL's own CSV of those rows, dropped by the server itself: nothing is read, added up, priced or sent for it. */
export async function copyFile(sql: Sql): Promise<{ rows: number; rowsPerSecond: number }> {
  const startedAt = performance.now();
  const { count } = await sql.unsafe("copy focus_file to '/dev/null' (format csv, header)");
  return { rows: count, rowsPerSecond: count / ((performance.now() - startedAt) / 1_000) };
}
