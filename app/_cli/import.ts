import { existsSync } from "node:fs";
import { EmbeddedError } from "@/db/embedded/embedded-error";
import { getDatabaseNow } from "@/db/get-database-now";
import { settleRollups } from "@/db/rollups/settle-rollups";
import { isAppError } from "@/lib/contract/error";
import { EnvError, readToolEnv } from "@/lib/env";
import { FORMATS } from "@/lib/ingest/formats/formats";
import { type ImportOptions, ImportOptionsError, parseImportOptions } from "@/lib/ingest/import/import-options";
import { USAGE_SOURCES } from "@/lib/ingest/usage-files/usage-sources";
import { log } from "@/lib/log";
import { type ImportedFile, importFile } from "./import-file";
import { importUsage } from "./import-usage";
import { openStore } from "./open-store";
import { createProgress } from "./progress";

/** The last minute may still get records of a running server. */
const SETTLED_AFTER_MS = 60_000;

const USAGE = `npm run import -- FILE [options]

  FILE                          CSV, JSON (an array or {"logs":[…]}) or JSONL; may be packed (.gz)
  --map field=column[*factor]   fill a record's field from a column, e.g. ttft_ms=ttft_s*1000, input_tokens=prompt+cached
  --map field:text=value        what a text of the file means, e.g. outcome:OK=ok, provider:"Azure OpenAI"=azure
  --set field=value             stands in where the file has nothing, e.g. provider=groq
  --zone IANA                   the zone of times that name none, e.g. UTC or Asia/Shanghai
  --shift now                   move the whole trace so that its last record ends now
  --clock START,STEP            times for a file without any, e.g. now-1h,1s
  --format csv|json|jsonl       if the file's name does not show it
  --batch N                     records a commit (5000)
  --source NAME                 rows in the format of another tool: ${[...FORMATS.keys()].join(", ")};
                                or usage by day that a console exports: ${[...USAGE_SOURCES.keys()].join(", ")}

Columns named like a record's fields need no --map. A time that is a number is epoch s, ms, µs or ns by its size.
Into DATABASE_URL, or the database in SWITCHYARD_DATA_DIR. Running it again changes nothing;
an interrupted run goes on where it was. Attempts older than raw retention count in every total, and their raw rows are
dropped by the next retention run.`;

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  if (args.length === 0 || args.includes("--help")) {
    console.log(USAGE);
    return args.length === 0 ? 2 : 0;
  }
  const options = parseImportOptions(args, [...USAGE_SOURCES.keys()]);
  const usageSource = USAGE_SOURCES.get(options.otherSource ?? "");
  if (!existsSync(options.file)) throw new ImportOptionsError(`There is no file ${options.file}`);
  const env = readToolEnv();
  log.level = "warn";
  const store = await openStore(env);
  const progress = createProgress();
  try {
    if (usageSource) return await importUsage(store, { ...options, usageSource });
    const imported = await importFile({
      db: store.db,
      sql: store.sql,
      rawRetentionDays: env.rawRetentionDays,
      minuteRetentionDays: env.minuteRetentionDays,
      options,
      nowUs: (await getDatabaseNow(store.sql)).getTime() * 1000,
      onProgress: (share, { read, accepted, duplicates, rejected }) => {
        const counts = [`${count(accepted)} new`, `${count(duplicates)} known`, `${count(rejected)} rejected`];
        progress.show(share, `${count(read)} rows: ${counts.join(", ")}`);
      },
    });
    progress.end();
    report(imported, options);
    await settleRollups(store.sql, { before: new Date(Date.now() - SETTLED_AFTER_MS) });
    return imported.rejected === imported.read && imported.resumedAt === 0 ? 1 : 0;
  } finally {
    progress.end();
    await store.close();
  }
}

function report(imported: ImportedFile, options: ImportOptions): void {
  const { read, accepted, duplicates, rejected, reasons, ignoredColumns, isRepeated, resumedAt } = imported;
  console.log(`${options.file}: ${count(read)} rows`);
  if (read === 0 && resumedAt === 0) console.log("  There is no row in it: is --format right?");
  if (resumedAt > 0) console.log(`  went on after the ${count(resumedAt)} rows that an interrupted run had taken`);
  console.log(`  accepted    ${count(accepted)}`);
  console.log(`  duplicates  ${count(duplicates)}`);
  console.log(`  rejected    ${count(rejected)}`);
  if (imported.ignored > 0) console.log(`  no attempts ${count(imported.ignored)}`);
  for (const { reason, count: times, firstLines } of reasons) {
    console.log(`    ${count(times)} × ${reason} (first in ${firstLines.map((line) => `line ${line}`).join(", ")})`);
  }
  if (rejected > 0 && options.source === null) {
    console.log("  --map and --set fill fields, --zone names a zone, --clock gives times: see --help");
  }
  if (ignoredColumns.length > 0) console.log(`  ignored columns: ${ignoredColumns.join(", ")}`);
  if (isRepeated) console.log("  This file was imported before with these options, so its times were kept");
}

function count(value: number): string {
  return value.toLocaleString("en");
}

try {
  process.exitCode = await main();
} catch (error) {
  const isForOperator =
    error instanceof ImportOptionsError ||
    error instanceof EnvError ||
    error instanceof EmbeddedError ||
    isAppError(error);
  console.error(isForOperator ? error.message : error);
  process.exitCode = isForOperator ? 2 : 1;
}
