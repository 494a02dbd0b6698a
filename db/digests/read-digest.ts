import type { DigestContent } from "@/lib/contract/digest-content";
import { isAppError } from "@/lib/contract/error";
import type { Sla } from "@/lib/contract/sla";
import type { Spend } from "@/lib/contract/spend";
import type { DigestCadence, DigestPeriod } from "@/lib/domain/digests/digest-period";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { intervalBucketsOf, type TimeWindow } from "@/lib/domain/time/time-window";
import type { Retention } from "../aggregates/group-types";
import { getBudgets } from "../budgets/get-budgets";
import { getRetirements } from "../catalogue/get-retirements";
import type { Db } from "../client";
import { getSla } from "../sla/get-sla";
import { getRecordsFrom } from "../spend/get-first-day";
import { getSpend } from "../spend/get-spend";
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
  const { zone } = input;
  const { window, previous } = input.period;
  const [byModel, byDay, before, daysBefore, recordsFrom] = await Promise.all([
    spendOf(db, input, { window, groupBy: ["model"], interval: "none" }),
    spendOf(db, input, { window, groupBy: [], interval: "day" }),
    ifRetained(spendOf(db, input, { window: previous, groupBy: ["model"], interval: "none" })),
    ifRetained(spendOf(db, input, { window: previous, groupBy: [], interval: "day" })),
    getRecordsFrom(db, previous.from),
  ]);
  const { cost_usd, attempts, requests, priced_share } = byModel.total;
  return {
    ...{ cost_usd, attempts, requests, priced_share },
    previous: before && {
      ...{ from: previous.from.toISOString(), to: previous.to.toISOString(), records_from: recordsFrom },
      ...{ cost_usd: before.total.cost_usd, attempts: before.total.attempts },
    },
    days: daysOf(byDay, window, zone),
    previous_days: before && daysBefore ? daysOf(daysBefore, previous, zone) : [],
    models: [...byModel.rows]
      .sort((a, b) => byCost(b.cost_usd, a.cost_usd))
      .slice(0, MODELS_MAX)
      .map(({ model = "", cost_usd: cost, attempts: count }) => ({
        ...{ model, cost_usd: cost, attempts: count },
        previous_usd: before?.rows.find((row) => row.model === model)?.cost_usd ?? null,
      })),
    models_count: byModel.rows.length,
  };
}

type Asked = { window: TimeWindow; groupBy: readonly "model"[]; interval: "day" | "none" };

function spendOf(db: Db, { zone: tz, now, retention }: ReadInput, asked: Asked): Promise<Spend> {
  return getSpend(db, { ...asked, filters: NO_FILTERS, tz, now, retention, isDetailed: false });
}

async function ifRetained(read: Promise<Spend>): Promise<Spend | null> {
  try {
    return await read;
  } catch (error) {
    if (isAppError(error) && error.code === "UNPROCESSABLE") return null;
    throw error;
  }
}

/** Each local day of a window; one without traffic cost nothing. */
function daysOf({ rows }: Spend, window: TimeWindow, zone: string): DigestContent["spend"]["days"] {
  const costs = new Map(rows.map(({ day, cost_usd }) => [day, cost_usd]));
  return intervalBucketsOf(window, "day", zone).flatMap(({ label }) => {
    if (label === null) return [];
    const cost = costs.get(label);
    return [{ date: label, cost_usd: cost === undefined ? "0" : cost }];
  });
}

function byCost(a: string | null, b: string | null): number {
  const [left, right] = [a, b].map((usd) => (usd === null ? -1n : (parseUsd(usd) ?? -1n)));
  if (left === right || left === undefined || right === undefined) return 0;
  return left < right ? -1 : 1;
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
