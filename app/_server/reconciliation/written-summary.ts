import type { ReconciliationGroup, ReconciliationSummary } from "@/lib/contract/reconciliations";
import { groupBy } from "@/lib/domain/group-by";
import { formatUsd } from "@/lib/domain/pricing/usd";
import { isAdjustment } from "@/lib/domain/reconciliation/bill-buckets";
import type { ConvertedLine, OwnLine } from "@/lib/domain/reconciliation/bill-line";
import {
  type Reconciled,
  type ReconciledRow,
  type ReconciledTotal,
  totalOf,
} from "@/lib/domain/reconciliation/reconcile";
import type { ProjectSum } from "@/lib/ingest/bill-files/project-sums";
import { writtenPart } from "./written-row";

const UNKNOWN_MODELS_MAX = 100;
const SHARE_SCALE = 10_000n;
/** What a bill charges that is of no model. */
const NO_MODEL = "No model";
const ALL_MODELS = "All models";

type Sides = { converted: readonly ConvertedLine[]; own: readonly OwnLine[]; projects: readonly ProjectSum[] };

/** What a comparison found in all, by period and by model. */
export function writtenSummary(
  { rows, total, suggestions }: Reconciled,
  { converted, own, projects }: Sides,
): ReconciliationSummary {
  const periods = rows.map(({ period }) => period);
  return {
    ...writtenTotal(total),
    explained_share: explainedShare(rows),
    unknown_rows: total.unknownRows,
    unknown_own_usd: formatUsd(total.unknownOwnPicoUsd),
    is_valued: converted.every(({ amountPico }) => amountPico === null),
    rows: rows.length,
    from: periods[0] ?? "",
    to: periods.at(-1) ?? "",
    by_period: grouped(rows, ({ period }) => period),
    by_model: grouped(rows, ({ model, bucket }) => model ?? (bucket === "all" ? ALL_MODELS : NO_MODEL)),
    amounts: amountsOf(converted),
    projects: projects.map(({ project, currency, pico }) => ({ project, currency, amount: formatUsd(pico) })),
    suggestions: suggestions.map(({ provider, billModel, model, why }) => ({
      provider,
      bill_name: billModel,
      model,
      why,
    })),
    unknown_models: unknownModels(converted, own),
  };
}

function writtenTotal(total: ReconciledTotal) {
  return {
    bill_usd: formatUsd(total.billedPicoUsd),
    own_usd: formatUsd(total.ownPicoUsd),
    difference_usd: formatUsd(total.difference),
    parts: total.parts.map(writtenPart),
    unexplained_usd: formatUsd(total.unexplained),
  };
}

function grouped(rows: readonly ReconciledRow[], nameOf: (row: ReconciledRow) => string): ReconciliationGroup[] {
  return [...groupBy(rows, nameOf)].map(([name, of]) => ({ name, ...writtenTotal(totalOf(of)) }));
}

/** Rounded down, so that what is not explained never reads as 100 %. By rows: what cancels out was no less to explain. */
function explainedShare(rows: readonly ReconciledRow[]): number | null {
  const size = (value: bigint | null) => (value === null ? 0n : value < 0n ? -value : value);
  const all = rows.reduce((sum, { difference }) => sum + size(difference), 0n);
  const left = rows.reduce((sum, { unexplained }) => sum + size(unexplained), 0n);
  if (all === 0n) return null;
  return left >= all ? 0 : Number(((all - left) * SHARE_SCALE) / all) / Number(SHARE_SCALE);
}

function amountsOf(lines: readonly ConvertedLine[]) {
  const billed = lines.filter(({ amountPico, currency }) => amountPico !== null && currency !== null);
  return [...groupBy(billed, ({ currency }) => currency ?? "")]
    .map(([currency, of]) => ({
      currency,
      amount: formatUsd(of.reduce((sum, line) => sum + (line.amountPico ?? 0n), 0n)),
    }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

function unknownModels(lines: readonly ConvertedLine[], own: readonly OwnLine[]) {
  const known = new Set(own.map(({ provider, model }) => JSON.stringify([provider, model])));
  const names = new Map<string, { provider: string; bill_name: string }>();
  for (const { provider, billModel, model, bucket } of lines) {
    if (billModel === null || isAdjustment(bucket) || known.has(JSON.stringify([provider, model]))) continue;
    names.set(JSON.stringify([provider, billModel]), { provider, bill_name: billModel });
  }
  return [...names.values()].slice(0, UNKNOWN_MODELS_MAX);
}
