import type { z } from "zod";
import { AppError } from "@/lib/contract/error";
import { IMPORT_SOURCE } from "@/lib/contract/imports";
import { MAX_RECORDS_PER_POST } from "@/lib/contract/log-record";
import type { ImportedUsage, importUsageFileSchema } from "@/lib/contract/usage-record";
import { createSummary } from "@/lib/ingest/import/import-summary";
import { type FileRow, readTextRows } from "@/lib/ingest/import/read-rows";
import { readUsageFile } from "@/lib/ingest/usage-files/read-usage-file";
import type { UsageSource } from "@/lib/ingest/usage-files/usage-line";
import { USAGE_SOURCES } from "@/lib/ingest/usage-files/usage-sources";
import type { UsageIngest } from "./usage-ingest";

const SAMPLE = 8;

/** Stores the usage of an export that a page sends, or says what it would become. */
export async function importUsageFile(
  usage: Pick<UsageIngest, "submit" | "check">,
  { source: name, text, dry_run: isDryRun }: z.output<typeof importUsageFileSchema>,
): Promise<ImportedUsage> {
  const source = USAGE_SOURCES.get(name);
  if (!source)
    throw new AppError(
      "INVALID",
      `There is no usage export ${name}; there are ${[...USAGE_SOURCES.keys()].join(", ")}`,
    );
  if (text.trim() === "") throw new AppError("INVALID", "The file is empty");
  const format = /^\s*[[{]/.test(text.replace(/^\uFEFF/, "")) ? "json" : "csv";
  return importUsageRows(usage, { source, rows: readTextRows({ text, format, header: null, firstLine: 1 }), isDryRun });
}

/**
 * The same for the rows of a file, however large. A record that an earlier export had in another state is replaced: what is
 * imported last holds.
 */
export async function importUsageRows(
  usage: Pick<UsageIngest, "submit" | "check">,
  { source, rows, isDryRun }: { source: UsageSource; rows: AsyncIterable<FileRow>; isDryRun: boolean },
): Promise<ImportedUsage> {
  const read = await readUsageFile(rows, source);
  const summary = createSummary();
  const nothing = { records: [], ignored: read.ignored, ignoredColumns: [], unreadable: read.unreadable };
  summary.addBatch(read.rows, nothing, { accepted: 0, duplicates: 0, rejected: [] });
  const origin = { keyId: null, source: IMPORT_SOURCE };
  for (let from = 0; from < read.records.length; from += MAX_RECORDS_PER_POST) {
    const records = read.records.slice(from, from + MAX_RECORDS_PER_POST);
    const posted = records.map((value) => ({ value }));
    const reply = await (isDryRun ? usage.check(posted) : usage.submit(posted, origin, "by the latest"));
    // A record is made of many lines; that it has none is said by 0.
    const lines = records.map((record) => ({ line: 0, record }));
    summary.addBatch(0, { ...nothing, unreadable: [], ignored: 0, records: lines }, reply);
  }
  const { reasons, ...totals } = summary.result();
  return {
    source: source.name,
    dry_run: isDryRun,
    rows: read.rows,
    ignored: read.ignored,
    records: read.records.length,
    accepted: totals.accepted,
    duplicates: totals.duplicates,
    rejected: totals.rejected,
    reasons: reasons.map(({ reason, count, firstLines }) => ({ reason, count, first_lines: firstLines })),
    sample: read.records.slice(0, SAMPLE),
  };
}
