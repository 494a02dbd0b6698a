import { parse } from "csv-parse/sync";
import type { FocusKind } from "@/lib/domain/focus/check/check-header";
import { FocusChecker } from "@/lib/domain/focus/check/focus-checker";
import { FOCUS_SHARED_BY, type FocusRows, focusColumns } from "@/lib/domain/focus/focus-columns";
import { FocusCsv } from "@/lib/domain/focus/focus-csv";

/** What a file of these rows has that does not follow the specification. */
export function focusProblems<Dataset extends FocusKind["dataset"]>(
  kind: FocusKind & { dataset: Dataset },
  rows: readonly FocusRows[Dataset][],
) {
  const columns = focusColumns(kind.dataset, kind.version);
  const csv = new FocusCsv(columns, FOCUS_SHARED_BY);
  for (const row of rows) csv.add(row);
  const [header = [], ...lines]: (string | null)[][] = parse(Buffer.from(csv.take()), {
    record_delimiter: "\r\n",
    cast: (value, { quoting }) => (value === "" && !quoting ? null : value),
  });
  const checker = new FocusChecker(
    header.map((name) => name ?? ""),
    kind,
  );
  for (const line of lines) checker.row(line);
  if (checker.rows !== rows.length) throw new Error(`${rows.length} rows were written as ${checker.rows}`);
  return [...checker.headerProblems, ...checker.problems];
}
