import { getAliases } from "@/db/policies/get-aliases";
import { listExchangeRates } from "@/db/prices/list-exchange-rates";
import { listBillModels } from "@/db/reconciliations/bill-models";
import { readOwnLines } from "@/db/reconciliations/read-own-lines";
import { AppError } from "@/lib/contract/error";
import type { ReconciliationRow, ReconciliationSummary } from "@/lib/contract/reconciliations";
import { createExchangeRates } from "@/lib/domain/pricing/exchange-rates";
import { isAdjustment } from "@/lib/domain/reconciliation/bill-buckets";
import type { BillGrain, BillLine } from "@/lib/domain/reconciliation/bill-line";
import { reconcile } from "@/lib/domain/reconciliation/reconcile";
import { nextFirstDate } from "@/lib/domain/time/calendar-dates";
import { DAY_MS } from "@/lib/domain/time/units";
import type { ProjectSum } from "@/lib/ingest/bill-files/project-sums";
import { t } from "@/lib/messages/translate";
import type { ReadContext } from "../reads/read-context";
import { convertLines, nameKey } from "./convert-lines";
import { writtenRow } from "./written-row";
import { writtenSummary } from "./written-summary";

const RECONCILED_DAYS_MAX = 400;

export type ComparedBill = { rows: ReconciliationRow[]; summary: ReconciliationSummary };

type Bill = {
  lines: readonly BillLine[];
  grain: BillGrain;
  zone: string;
  /** Kept from before where a bill is compared again. */
  projects: readonly ProjectSum[];
};

/** A bill beside what is counted here of its providers over its days. */
export async function compareBill(
  { db, retention }: Pick<ReadContext, "db" | "retention">,
  { lines, grain, zone, projects }: Bill,
): Promise<ComparedBill> {
  const providers = [...new Set(lines.map(({ provider }) => provider))].sort();
  const [aliases, models, rates] = await Promise.all([getAliases(db), listBillModels(db), listExchangeRates(db)]);
  const remembered = new Map(models.map(({ provider, billName, model }) => [nameKey(provider, billName), model]));
  const names = { remembered, aliases: new Map(Object.entries(aliases.aliases)) };
  const converted = convertLines(lines, { names, rates: createExchangeRates(rates) });
  const dates = datesOf(lines);
  const days = await readOwnLines(db, { dates, zone, providers, retention });
  const own =
    grain === "day" ? days : days.map((line) => ({ ...line, period: line.period.slice(0, "2026-03".length) }));
  const reconciled = reconcile(converted, own);
  return {
    rows: reconciled.rows.map(writtenRow),
    summary: writtenSummary(reconciled, { converted, own, projects }),
  };
}

/** The dates that usage of the bill is about: a tax line after them is no reason to count more days. */
function datesOf(lines: readonly BillLine[]): { from: number; to: number } {
  const usage = lines.filter(({ bucket }) => !isAdjustment(bucket));
  const periods = (usage.length > 0 ? usage : lines).map(({ period }) => period).sort();
  const [first = "", last = ""] = [periods[0], periods.at(-1)];
  const isMonth = last.length === "2026-03".length;
  const start = (period: string) => Date.parse(`${isMonth ? `${period}-01` : period}T00:00:00Z`);
  const dates = { from: start(first), to: isMonth ? nextFirstDate(start(last), "month") : start(last) + DAY_MS };
  if (dates.to - dates.from <= RECONCILED_DAYS_MAX * DAY_MS) return dates;
  throw new AppError(
    "UNPROCESSABLE",
    t("The bill is of more than {days} days: send a part of it", { days: RECONCILED_DAYS_MAX }),
  );
}
