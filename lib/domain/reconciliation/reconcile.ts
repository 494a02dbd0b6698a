import { compareBuckets } from "./bill-buckets";
import { type BilledSide, type GroupKey, groupBill, type OwnSide, sum } from "./bill-groups";
import type { ConvertedLine, OwnLine } from "./bill-line";
import { type BillRow, rowsOf } from "./bill-row";
import { explainCacheClass } from "./cache-class";
import { explainRow } from "./explain-row";
import { explainModelNames, type ModelSuggestion, suggestModels } from "./match-models";
import { BILL_REASONS, type BillPart } from "./reasons";
import { explainDayShift } from "./shift-days";

/** `equal` to the last digit; `explained` to it by reasons; `unexplained` in part; `unknown` where there is no amount. */
export const ROW_STATUSES = ["equal", "explained", "unexplained", "unknown"] as const;
export type RowStatus = (typeof ROW_STATUSES)[number];

/** Both sides of a group, and why they differ. Money in 10⁻¹² USD. */
export type ReconciledRow = GroupKey & {
  billed: BilledSide | null;
  own: OwnSide | null;
  /** As compared: the billed amount, or billed usage at the price here. */
  billedPicoUsd: bigint | null;
  ownPicoUsd: bigint;
  /** Billed less own; the parts and `unexplained` add up to it exactly. */
  difference: bigint | null;
  parts: BillPart[];
  unexplained: bigint | null;
  status: RowStatus;
};

export type ReconciledTotal = {
  billedPicoUsd: bigint;
  ownPicoUsd: bigint;
  difference: bigint;
  parts: BillPart[];
  unexplained: bigint;
  /** Rows whose amount is not known, which no sum has; what is counted here of them. */
  unknownRows: number;
  unknownOwnPicoUsd: bigint;
};

export type Reconciled = { rows: ReconciledRow[]; total: ReconciledTotal; suggestions: ModelSuggestion[] };

/**
 * Compares a bill with what is counted here, row by row, and splits each difference into reasons.
 *
 * First what moves usage between rows (names, days, classes of input), then what concerns a row alone: quantity at the price
 * here, and what remains of the same quantity as price. The same lines in any order give the same answer.
 */
export function reconcile(billed: readonly ConvertedLine[], own: readonly OwnLine[]): Reconciled {
  const rows = rowsOf(groupBill(billed, own).sort(compareGroups));
  const suggestions = suggestModels(rows);
  explainModelNames(rows, suggestions);
  explainDayShift(rows);
  explainCacheClass(rows);
  for (const row of rows) explainRow(row);
  const reconciled = rows.map(reconciledRow);
  return { rows: reconciled, total: totalOf(reconciled), suggestions };
}

/** Parts of one reason added up, in the order of reasons; those that come to nothing are left out. */
function addParts(parts: readonly BillPart[]): BillPart[] {
  return BILL_REASONS.flatMap((reason) => {
    const same = parts.filter((part) => part.reason === reason);
    const picoUsd = sum(same.map((part) => part.picoUsd));
    const tokens = sum(same.map((part) => part.tokens));
    return picoUsd === 0n && tokens === 0n ? [] : [{ reason, picoUsd, tokens }];
  });
}

function reconciledRow(row: BillRow): ReconciledRow {
  const { group, difference, billedPico, ownPico } = row;
  const unexplained = difference === null ? null : row.rest;
  return {
    ...group,
    billedPicoUsd: billedPico,
    ownPicoUsd: ownPico,
    difference,
    parts: addParts(row.parts),
    unexplained,
    status:
      difference === null ? "unknown" : unexplained !== 0n ? "unexplained" : difference === 0n ? "equal" : "explained",
  };
}

export function totalOf(rows: readonly ReconciledRow[]): ReconciledTotal {
  const known = rows.filter(({ difference }) => difference !== null);
  const unknown = rows.filter(({ difference }) => difference === null);
  return {
    billedPicoUsd: sum(known.map(({ billedPicoUsd }) => billedPicoUsd ?? 0n)),
    ownPicoUsd: sum(known.map(({ ownPicoUsd }) => ownPicoUsd)),
    difference: sum(known.map(({ difference }) => difference ?? 0n)),
    parts: addParts(known.flatMap(({ parts }) => parts)),
    unexplained: sum(known.map(({ unexplained }) => unexplained ?? 0n)),
    unknownRows: unknown.length,
    unknownOwnPicoUsd: sum(unknown.map(({ ownPicoUsd }) => ownPicoUsd)),
  };
}

function compareGroups(a: GroupKey, b: GroupKey): number {
  return (
    compareText(a.period, b.period) ||
    compareText(a.provider, b.provider) ||
    compareText(a.model ?? "\uffff", b.model ?? "\uffff") ||
    compareBuckets(a.bucket, b.bucket)
  );
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
