import type { DigestContent } from "@/lib/contract/digest-content";
import { isAppError } from "@/lib/contract/error";
import type { Sla } from "@/lib/contract/sla";
import { addKnown } from "@/lib/domain/add-known";
import type { DigestCadence, DigestPeriod } from "@/lib/domain/digests/digest-period";
import { groupBy } from "@/lib/domain/group-by";
import { formatUsdOrNull } from "@/lib/domain/pricing/usd";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { intervalBucketsOf, type TimeWindow } from "@/lib/domain/time/time-window";
import type { Retention } from "../aggregates/group-types";
import { getBudgets } from "../budgets/get-budgets";
import { getRetirements } from "../catalogue/get-retirements";
import type { Db } from "../client";
import { getSla } from "../sla/get-sla";
import { getRecordsFrom } from "../spend/get-first-day";
import { type Costs, readCosts } from "../spend/read-costs";
import { listChanges } from "./list-changes";
import { listDetected } from "./list-detected";
import { listFired } from "./list-fired";

const MODELS_MAX = 8;
const ROWS_MAX = 5;
const CHANGES_MAX = 10;

type ReadInput = { cadence: DigestCadence; zone: string; period: DigestPeriod; now: Date; retention: Retention };

/** What a digest says of a period, by the very reads that the screens have for its window. */
export async function readDigest(db: Db, input: ReadInput): Promise<DigestContent> {
  const { cadence, zone, period, now, retention } = input;
  const { window } = period;
  const [spend, budgets, sla, detected, fired, changes, { retirements }] = await Promise.all([
    readSpend(db, input),
    getBudgets(db, { now: new Date(window.to.getTime() - 1), retention }),
    getSla(db, { window, filters: NO_FILTERS, tz: zone, now, retention }),
    listDetected(db, { window, limit: ROWS_MAX }),
    listFired(db, { window, limit: ROWS_MAX }),
    listChanges(db, { window, limit: CHANGES_MAX }),
    getRetirements(db, { now, retention }),
  ]);
  return {
    ...{ cadence, from: window.from.toISOString(), to: window.to.toISOString(), tz: zone, as_of: now.toISOString() },
    spend,
    budgets: budgets.budgets
      .filter(({ created_at }) => Date.parse(created_at) < window.to.getTime())
      .map(({ name, amount, currency, status }) => ({
        ...{ name, amount, currency, spent: status?.spent ?? null },
        ...{ spent_share: status?.spent_share ?? null, projected_share: status?.projected_share ?? null },
      })),
    ...slaPart(sla),
    ...{ detections_count: detected.count, detections: detected.detections },
    ...{ alerts_count: fired.count, alerts: fired.alerts },
    ...changes,
    retirements: retirements
      .filter(({ days_left }) => days_left > 0)
      .slice(0, ROWS_MAX)
      .map(({ model, provider, retires_on, replaced_by, attempts }) => ({
        ...{ model, provider, retires_on, replaced_by, attempts },
      })),
  };
}

async function readSpend(db: Db, input: ReadInput): Promise<DigestContent["spend"]> {
  const { window, previous } = input.period;
  const [own, before, recordsFrom] = await Promise.all([
    costsOf(db, input, window),
    ifRetained(costsOf(db, input, previous)),
    getRecordsFrom(db, previous.from),
  ]);
  const { attempts, requests, priced } = own.total;
  const models = modelsOf(own);
  const modelsBefore = new Map(before && modelsOf(before).map((model) => [model.model, model]));
  return {
    ...{ cost_usd: formatUsdOrNull(own.total.costPico), attempts, requests },
    priced_share: attempts === 0 ? null : priced / attempts,
    previous: before && {
      ...{ from: previous.from.toISOString(), to: previous.to.toISOString(), records_from: recordsFrom },
      ...{ cost_usd: formatUsdOrNull(before.total.costPico), attempts: before.total.attempts },
    },
    days: daysOf(own, window, input.zone),
    previous_days: before ? daysOf(before, previous, input.zone) : [],
    models: models.slice(0, MODELS_MAX).map(({ model, costPico, attempts: count }) => ({
      ...{ model, cost_usd: formatUsdOrNull(costPico), attempts: count },
      previous_usd: formatUsdOrNull(modelsBefore.get(model)?.costPico ?? null),
    })),
    models_count: models.length,
  };
}

/** One read for days and models alike: what each model cost on each day. */
function costsOf(db: Db, { zone, now, retention }: ReadInput, window: TimeWindow): Promise<Costs> {
  const buckets = intervalBucketsOf(window, "day", zone);
  return readCosts(db, { buckets, filters: NO_FILTERS, groupBy: ["model"], now, retention, withCapacity: false });
}

async function ifRetained(read: Promise<Costs>): Promise<Costs | null> {
  try {
    return await read;
  } catch (error) {
    if (isAppError(error) && error.code === "UNPROCESSABLE") return null;
    throw error;
  }
}

/** The most expensive first, and of equal ones by name; those of which nothing is priced come last. */
function modelsOf({ rows }: Costs) {
  return [...groupBy(rows, ({ names }) => names.model ?? "")]
    .map(([model, own]) => ({
      model,
      costPico: addKnown(own.map(({ costPico }) => costPico)),
      attempts: own.reduce((sum, { attempts }) => sum + attempts, 0),
    }))
    .sort((a, b) => byCost(b.costPico ?? -1n, a.costPico ?? -1n) || (a.model < b.model ? -1 : 1));
}

/** Each local day of a window; one without traffic cost nothing. */
function daysOf({ rows }: Costs, window: TimeWindow, zone: string): DigestContent["spend"]["days"] {
  const byDay = groupBy(rows, ({ label }) => label);
  return intervalBucketsOf(window, "day", zone).flatMap(({ label }) => {
    if (label === null) return [];
    const own = byDay.get(label);
    return [{ date: label, cost_usd: own ? formatUsdOrNull(addKnown(own.map(({ costPico }) => costPico))) : "0" }];
  });
}

function byCost(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function slaPart({ rows }: Sla): Pick<DigestContent, "sla" | "sla_missed" | "incidents" | "incidents_count"> {
  const incidents = rows
    .flatMap(({ model, provider, region, incidents: own }) =>
      own.flatMap(({ from, to, minutes, failed, excluded }) =>
        excluded ? [] : [{ from, to, model, provider, region, minutes, failed }],
      ),
    )
    .sort((a, b) => b.minutes - a.minutes || b.failed - a.failed);
  const measured = rows.filter(({ budget }) => budget.state !== "nothing");
  return {
    sla: measured.slice(0, ROWS_MAX).map(({ model, provider, region, counted, target, budget }) => ({
      ...{ model, provider, region, uptime: counted.requests, target_percent: target.availability_percent },
      ...{ failed: counted.failed, counted: counted.ok + counted.failed, state: budget.state },
    })),
    sla_missed: measured.filter(({ budget }) => budget.state === "missed").length,
    incidents: incidents.slice(0, ROWS_MAX),
    incidents_count: incidents.length,
  };
}
