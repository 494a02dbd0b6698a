import type { TermsOf } from "@/lib/contract/alert-rules";
import { minutesText } from "@/lib/domain/alerts/describe-measure";
import { judgeSpend } from "@/lib/domain/alerts/judge-traffic";
import type { Observation } from "@/lib/domain/alerts/observation";
import { displayUsd, formatPercent } from "@/lib/domain/format";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { resolveWindow } from "@/lib/domain/time/time-window";
import { DAY_MS, HOUR_MS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import type { Db } from "../client";
import { getAnomalies } from "../spend/get-anomalies";
import { getSpend } from "../spend/get-spend";
import { budgetLabels, listBudgetEvents } from "./list-budget-events";
import type { ObserveContext } from "./observe-context";

/** What the last hours cost; nothing is known where nothing of it has a price. */
export async function observeSpend(
  db: Db,
  terms: TermsOf<"spend">,
  { now, retention }: ObserveContext,
): Promise<Observation[]> {
  const { dimension, value: name, above_usd: threshold, window_hours: hours } = terms;
  const window = resolveWindow({ from: new Date(now.getTime() - hours * HOUR_MS), to: now }, now);
  const filters = dimension === null || name === null ? NO_FILTERS : { ...NO_FILTERS, [dimension]: [name] };
  const question = { window, filters, groupBy: [], interval: "none" as const, tz: "UTC" };
  const { total } = await getSpend(db, { ...question, now, retention });
  const [cost, limit] = [total.cost_usd === null ? null : parseUsd(total.cost_usd), parseUsd(threshold)];
  const isKnown = cost !== null && limit !== null;
  const priced =
    total.priced_share === null || total.priced_share === 1
      ? ""
      : t(", {share} of attempts have a price", { share: formatPercent(total.priced_share) });
  return [
    {
      labels: dimension === null || name === null ? {} : { [dimension]: name },
      verdict: judgeSpend(cost, limit),
      summary: t("{cost} in {window} (limit {limit}){priced}", {
        cost: displayUsd(total.cost_usd),
        window: minutesText(hours * 60),
        limit: displayUsd(threshold),
        priced,
      }),
      ...{ value: total.cost_usd, threshold },
      share: isKnown ? Number((cost * 1_000n) / limit) / 1_000 : 0,
    },
  ];
}

/** The thresholds that budgets have reached in the period that runs: what evaluating budgets has written. */
export async function observeBudgets(
  db: Db,
  terms: TermsOf<"budget">,
  { now }: ObserveContext,
): Promise<Observation[]> {
  const events = await listBudgetEvents(db, { budgetId: terms.budget_id, runsAfter: now });
  return events.map((event) => {
    const { threshold, spent, projected, amount } = event.details;
    const reached = threshold.of === "spent" ? spent : projected;
    return {
      ...{ labels: budgetLabels(event), verdict: "breached" as const },
      summary: t("{reached} {of, select, spent {spent} other {projected}} of {amount} reaches {percent} %", {
        reached: displayUsd(reached),
        of: threshold.of,
        amount: displayUsd(amount),
        percent: String(threshold.percent),
      }),
      ...{ value: reached, threshold: amount, share: 1, eventIds: [event.id] },
    };
  });
}

/** Yesterday, if it cost more than the weeks before it explain. */
export async function observeAnomalies(
  db: Db,
  { tz }: TermsOf<"spend_anomaly">,
  { now, retention }: ObserveContext,
): Promise<Observation[]> {
  const window = resolveWindow({ from: new Date(now.getTime() - DAY_MS), to: now }, now);
  const { anomalies } = await getAnomalies(db, { window, filters: NO_FILTERS, tz, now, retention });
  return anomalies.map(({ day, actual_usd, expected_usd, expected_high_usd, causes }) => {
    const [cause] = causes;
    const name = cause?.names[0]?.name;
    const rose = cause && name != null ? `; most of it rose in ${cause.dimension} ${name}` : "";
    return {
      labels: { day },
      verdict: "breached" as const,
      summary: `${displayUsd(actual_usd)} on ${day}, expected ${displayUsd(expected_usd)} and at most ${displayUsd(expected_high_usd)}${rose}`,
      ...{ value: actual_usd, threshold: expected_high_usd, share: 1 },
    };
  });
}
