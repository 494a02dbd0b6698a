import { importUsageRows } from "@/app/_server/ingest/import-usage-file";
import { createUsageIngest } from "@/app/_server/ingest/usage-ingest";
import type { Database } from "@/db/client";
import { getDatabaseNow } from "@/db/get-database-now";
import { seedCataloguePrices } from "@/db/prices/seed-catalogue-prices";
import type { ImportedUsage } from "@/lib/contract/usage-record";
import type { ImportOptions } from "@/lib/ingest/import/import-options";
import { readRows } from "@/lib/ingest/import/read-rows";
import type { UsageSource } from "@/lib/ingest/usage-files/usage-line";

type UsageOptions = Pick<ImportOptions, "file" | "format"> & { usageSource: UsageSource };

const REASONS_SHOWN = 20;

/** Imports the export of a console as usage records, and prints what became of it; returns the exit code. */
export async function importUsage({ db, sql }: Pick<Database, "db" | "sql">, options: UsageOptions): Promise<number> {
  const { file, format, usageSource: source } = options;
  await seedCataloguePrices(db, (await getDatabaseNow(sql)).getTime() * 1_000);
  const usage = createUsageIngest({ db, sql });
  try {
    const imported = await importUsageRows(usage, { source, rows: readRows(file, format).rows, isDryRun: false });
    print(file, imported);
    return imported.rejected > 0 && imported.accepted + imported.duplicates === 0 ? 1 : 0;
  } finally {
    await usage.drain();
  }
}

function print(file: string, { rows, records, ignored, accepted, duplicates, rejected, reasons }: ImportedUsage): void {
  const count = (value: number) => value.toLocaleString("en");
  console.log(`${file}: ${count(rows)} rows, ${count(records)} usage records`);
  if (rows === 0) console.log("  There is no row in it: is --format right?");
  console.log(`  accepted    ${count(accepted)}`);
  console.log(`  duplicates  ${count(duplicates)}`);
  console.log(`  rejected    ${count(rejected)}`);
  if (ignored > 0) console.log(`  no usage    ${count(ignored)}`);
  for (const { reason, count: times, first_lines: lines } of reasons.slice(0, REASONS_SHOWN)) {
    const places = lines.filter((line) => line > 0).map((line) => `line ${line}`);
    console.log(`    ${count(times)} × ${reason}${places.length > 0 ? ` (first in ${places.join(", ")})` : ""}`);
  }
  if (reasons.length > REASONS_SHOWN) console.log(`    and ${count(reasons.length - REASONS_SHOWN)} other reasons`);
}
