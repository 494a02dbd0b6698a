import { AppError } from "@/lib/contract/error";
import { providerIdOf } from "@/lib/domain/pricing/provider-id";
import type { BillGrain, BillLine } from "@/lib/domain/reconciliation/bill-line";
import { textOf } from "@/lib/messages/translate";
import type { FileRow } from "../import/read-rows";
import { type Fields, isFields } from "../values";
import { BillSum } from "./add-up-bill";
import { type BillEntry, isBadField, type ReadEntries } from "./bill-entry";
import { type BillMap, guessBillMap, missingOf } from "./bill-fields";
import { periodOf } from "./bill-periods";
import { type BillSource, COLUMNS_SOURCE, detectSource, FOCUS_SOURCE, sourceNamed } from "./bill-sources";
import { type ProjectSum, ProjectSums } from "./project-sums";
import { isFocusRow, isOfAi, readFocusBill } from "./read-focus-bill";
import { readMapped } from "./read-mapped";
import { readUsageBill } from "./read-usage-bill";

const BILL_ROWS_MAX = 200_000;
const PROBLEMS_MAX = 20;
const SAMPLE = 8;

export type BillOptions = {
  /** Null is found out. */
  source: string | null;
  map: BillMap | null;
  /** Whose days the bill has. */
  zone: string;
  /** Whose bill it is: wins over what the rows name. */
  provider: string | null;
  /** Of amounts that name none. */
  currency: string | null;
};

export type BillProblem = { line: number; field: string | null; reason: string };

export type ReadBill = {
  source: BillSource;
  columns: string[];
  map: BillMap;
  /** What a mapping lacks before rows can be read. */
  missing: string[];
  grain: BillGrain;
  rows: number;
  /** Rows without usage and cost, and of other services than AI. */
  ignored: number;
  lines: BillLine[];
  projects: ProjectSum[];
  sample: (BillEntry & { line: number; period: string })[];
  problems: BillProblem[];
  problemCount: number;
};

/** The lines of a bill, with what of it cannot be read: a row that is understood by half is a problem, not a line. */
export async function readBill(file: AsyncIterable<FileRow>, options: BillOptions): Promise<ReadBill> {
  const sum = new BillSum();
  const projects = new ProjectSums();
  const sample: ReadBill["sample"] = [];
  const problems: BillProblem[] = [];
  const counts = { rows: 0, ignored: 0, problems: 0 };
  let form: BillForm | null = null;
  let openPage: number | null = null;
  const report = (problem: BillProblem) => {
    counts.problems++;
    if (problems.length < PROBLEMS_MAX) problems.push(problem);
  };
  for await (const item of file) {
    if (++counts.rows > BILL_ROWS_MAX) {
      throw new AppError("TOO_LARGE", `The file has more than ${BILL_ROWS_MAX.toLocaleString("en")} rows`);
    }
    const { line } = item;
    if ("error" in item) {
      report({ line, field: null, reason: item.error });
      continue;
    }
    openPage = item.row.has_more === true ? line : null;
    const rows = Array.isArray(item.row.data) ? item.row.data.filter(isFields) : [item.row];
    form ??= formOf(rows, options);
    if (form.missing.length > 0) continue;
    for (const row of rows) {
      const read = readRow(row, form, options);
      if (isBadField(read)) report({ line, ...read });
      else if (read.length === 0) counts.ignored++;
      else for (const entry of read) addEntry(entry, line);
    }
  }
  if (openPage !== null) report({ line: openPage, field: "has_more", reason: "says that there is another page" });
  if (form === null) throw new AppError("INVALID", "The file is empty");
  const { source, columns, map, missing } = form;
  return {
    ...{ source, columns, map, missing, ...sum.result(), rows: counts.rows, ignored: counts.ignored },
    ...{ projects: projects.result(), sample, problems, problemCount: counts.problems },
  };

  function addEntry(entry: BillEntry, line: number): void {
    const period = periodOf(entry.when, options.zone);
    const provider = providerOf(options.provider ?? entry.provider);
    if (period === null || provider === null) {
      const isLong = period === null;
      const reason = isLong ? "is about more than a day, and no month" : "is not named: say whose bill it is";
      report({ line, field: isLong ? null : "provider", reason });
      return;
    }
    if (sample.length < SAMPLE) sample.push({ ...entry, provider, line, period });
    projects.add(entry);
    const { when: _when, project: _project, ...rest } = entry;
    sum.add({ ...rest, period, provider, lines: 1 });
  }
}

type BillForm = { source: BillSource; columns: string[]; map: BillMap; missing: string[] };

function formOf(rows: readonly Fields[], { source: name, map: given }: BillOptions): BillForm {
  const source = name === null ? detectSource(rows) : sourceNamed(name);
  const columns = Object.keys(rows[0] ?? {});
  if (source.name !== COLUMNS_SOURCE) return { source, columns, map: {}, missing: [] };
  const map = given ?? guessBillMap(columns);
  const unknown = Object.values(map).filter((column) => !columns.includes(column));
  if (unknown.length > 0) {
    throw new AppError("UNPROCESSABLE", `The file has no column ${unknown.join(", ")}; it has ${columns.join(", ")}`, {
      fields: { map: unknown.map((column) => `There is no column ${column}`) },
    });
  }
  return { source, columns, map, missing: missingOf(map) };
}

function readRow(row: Fields, { source, map }: BillForm, { zone, currency }: BillOptions): ReadEntries {
  if (source.name === FOCUS_SOURCE) {
    if (!isFocusRow(row)) return { field: "ChargePeriodStart", reason: "or another column of FOCUS is missing" };
    return isOfAi(row) ? readFocusBill(row) : [];
  }
  const { usage } = source;
  if (!usage) return readMapped(row, { map, zone, currency });
  if (usage.isOf(row)) return readUsageBill(row, usage);
  const isBlank = Array.isArray(row.results)
    ? row.results.length === 0
    : Object.entries(row).every(([name, value]) => value === "" || /time|date/i.test(name));
  return isBlank ? [] : { field: "results", reason: `is nothing of ${textOf(source.title)}` };
}

function providerOf(name: string | null): string | null {
  return name === null ? null : (providerIdOf(name) ?? name.trim().toLowerCase());
}
