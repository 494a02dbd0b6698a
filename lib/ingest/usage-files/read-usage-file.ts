import { AppError } from "@/lib/contract/error";
import type { UsageRecordInput } from "@/lib/contract/usage-record";
import { MAX_USAGE_HOURS } from "@/lib/contract/usage-record";
import { HOUR_US } from "@/lib/domain/time/units";
import type { FileRow } from "../import/read-rows";
import { type Fields, isFields } from "../values";
import { addUpLines } from "./add-up-lines";
import type { UsageLine, UsageSource } from "./usage-line";
import { USAGE_SOURCES } from "./usage-sources";

/** Lines of more are no file of one's own usage by day. */
const LINES_MAX = 5_000_000;

const TIME = /^(?:start|end)_time/;

export type ReadUsageFile = {
  rows: number;
  /** Rows without usage and cost, such as days on which there was none. */
  ignored: number;
  records: UsageRecordInput[];
  unreadable: { line: number; reason: string }[];
};

/** The usage records of an export. Throws INVALID, in one sentence, where no row of it is one of this source's. */
export async function readUsageFile(rows: AsyncIterable<FileRow>, source: UsageSource): Promise<ReadUsageFile> {
  const lines: UsageLine[] = [];
  const unreadable: ReadUsageFile["unreadable"] = [];
  const counts = { rows: 0, ignored: 0, own: 0, others: 0 };
  let other: UsageSource | undefined;
  let openPage: number | null = null;
  for await (const item of rows) {
    counts.rows++;
    if ("error" in item) {
      unreadable.push({ line: item.line, reason: item.error });
      continue;
    }
    openPage = item.row.has_more === true ? item.line : null;
    for (const row of bucketsOf(item.row)) {
      const isOwn = source.isOf(row);
      const read = isOwn ? readRow(row, source) : [];
      if (isOwn) counts.own++;
      else if (!isBlank(row)) {
        counts.others++;
        other ??= [...USAGE_SOURCES.values()].find((each) => each.isOf(row));
      }
      if (typeof read === "string") unreadable.push({ line: item.line, reason: read });
      else if (read.length === 0) counts.ignored++;
      else lines.push(...read);
    }
    if (lines.length > LINES_MAX) throw new AppError("TOO_LARGE", "The file has more than 5,000,000 lines of usage");
  }
  if (counts.own === 0 && counts.others > 0) throw notOf(source, other);
  if (openPage !== null) unreadable.push({ line: openPage, reason: "The next page of this export is missing" });
  return { rows: counts.rows, ignored: counts.ignored, records: addUpLines(lines, source), unreadable };
}

/** A page of an API has its buckets in `data`. */
function bucketsOf(row: Fields): readonly Fields[] {
  return Array.isArray(row.data) ? row.data.filter(isFields) : [row];
}

/** What an export has for a time without usage: a bucket without results, or a line with nothing but its time. */
function isBlank(row: Fields): boolean {
  if (Array.isArray(row.results)) return row.results.length === 0;
  return "start_time" in row && Object.entries(row).every(([name, value]) => TIME.test(name) || value === "");
}

function readRow(row: Fields, source: UsageSource): UsageLine[] | string {
  const lines = source.read(row);
  if (typeof lines === "string") return lines;
  const isLong = lines.some(({ fromUs, toUs }) => toUs - fromUs > MAX_USAGE_HOURS * HOUR_US);
  return isLong ? "Is about more than a day: export usage by day" : lines;
}

function notOf({ title }: UsageSource, other: UsageSource | undefined): AppError {
  const hint = other ? `it looks like ${other.title} (${other.name})` : "none of its rows has that export's columns";
  return new AppError("INVALID", `The file is not ${title}: ${hint}`);
}
