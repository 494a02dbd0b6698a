import type { ImportDiff, ImportRow } from "@/lib/contract/price-import";

/** The rows that are left out, those that are meant although they look wrong, and the prices no longer listed that end. */
export type Decisions = {
  leftOut: ReadonlySet<string>;
  confirmed: ReadonlySet<string>;
  ended: ReadonlySet<number>;
};

export const NO_DECISIONS: Decisions = { leftOut: new Set(), confirmed: new Set(), ended: new Set() };

/** How a row stands: what it becomes, or that it waits for the user. */
export const ROW_STANDINGS = ["refused", "question", "placeholder", "changed", "added", "unchanged"] as const;
export type RowStanding = (typeof ROW_STANDINGS)[number];

/** Rows with questions are one group, whether they are new or changed. */
export function standingOf({ kind, warnings }: ImportRow): RowStanding {
  const isChange = kind === "added" || kind === "changed";
  return isChange && warnings.some(({ must_confirm }) => must_confirm) ? "question" : kind;
}

/** Whether a row stops the import as the user has decided so far. */
export function isBlocking(row: ImportRow, { leftOut, confirmed }: Decisions): boolean {
  if (leftOut.has(row.row)) return false;
  const standing = standingOf(row);
  return standing === "refused" || (standing === "question" && !confirmed.has(row.row));
}

/** Whether a row would be stored as the user has decided so far. */
export function isStored(row: ImportRow, decisions: Decisions): boolean {
  if (decisions.leftOut.has(row.row) || isBlocking(row, decisions)) return false;
  if (row.kind === "placeholder") return decisions.confirmed.has(row.row);
  return row.kind === "added" || row.kind === "changed";
}

export function withRow<Row>(rows: ReadonlySet<Row>, row: Row, isIn: boolean): ReadonlySet<Row> {
  const next = new Set(rows);
  if (isIn) next.add(row);
  else next.delete(row);
  return next;
}

/** The versions that end, of those that the difference still has and that can. */
export function endedOf({ missing }: Pick<ImportDiff, "missing">, { ended }: Decisions): number[] {
  return missing.flatMap(({ id, stays_because }) => (stays_because === null && ended.has(id) ? [id] : []));
}

/** Decisions that leave out all rows of a standing. */
export function withoutAll(decisions: Decisions, rows: readonly ImportRow[], standing: RowStanding): Decisions {
  const all = rows.filter((row) => standingOf(row) === standing).map(({ row }) => row);
  return { ...decisions, leftOut: new Set([...decisions.leftOut, ...all]) };
}

/** Whether the user has decided something that the difference does not know yet. */
export function isUndecidedIn({ rows }: Pick<ImportDiff, "rows">, { leftOut, confirmed }: Decisions): boolean {
  return rows.some(
    ({ row, is_left_out, is_confirmed }) => is_left_out !== leftOut.has(row) || is_confirmed !== confirmed.has(row),
  );
}

/** The rows of a standing, or of all, in whose names or reasons a text is. */
export function filterRows(
  rows: readonly ImportRow[],
  { standing, text }: { standing: RowStanding | "all"; text: string },
): ImportRow[] {
  const wanted = text.trim().toLowerCase();
  return rows.filter((row) => (standing === "all" || standingOf(row) === standing) && searchText(row).includes(wanted));
}

function searchText({ row, provider, model, when, refusals, warnings }: ImportRow): string {
  const reasons = [...refusals, ...warnings].map(({ field, message }) => `${field} ${message}`);
  return [row, provider ?? "", model ?? "", ...when, ...reasons].join(" ").toLowerCase();
}
