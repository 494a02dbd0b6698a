import { and, eq, gt, inArray, isNull, lte, ne, or } from "drizzle-orm";
import { alertLabelsSchema } from "@/lib/contract/alert-message";
import { type AlertStatus, stepAlert, type Verdict } from "@/lib/domain/alerts/alert-state";
import { hasLabels, mergeSeries, type Observation, seriesKeyOf } from "@/lib/domain/alerts/observation";
import { MINUTE_MS } from "@/lib/domain/time/units";
import type { Db } from "../client";
import { alert, alertChange, alertSilence } from "../schema/alerts";
import { theRow } from "../the-row";
import { type Notified, queueMessages } from "./queue-messages";
import type { RuleRow } from "./rule-row";

type AlertRow = typeof alert.$inferSelect;

type ApplyInput = {
  /** Locked by this transaction. */
  row: RuleRow;
  observations: readonly Observation[];
  /** What it means for an alert that nothing was seen of it. */
  absent: Exclude<Verdict, "breached">;
  now: Date;
};

/** Moves the alerts of a rule by what was seen, writes what changed to the history and what is to be sent to the outbox. */
export async function applyObservations(tx: Db, { row, observations, absent, now }: ApplyInput): Promise<void> {
  const merged = mergeSeries(observations).map((observation) => {
    return { observation, seriesKey: seriesKeyOf(observation.labels, observation.occurrence) };
  });
  const seen = new Set(merged.map(({ seriesKey }) => seriesKey));
  const known = await tx
    .select()
    .from(alert)
    .where(and(eq(alert.ruleId, row.id), or(ne(alert.state, "resolved"), inArray(alert.seriesKey, [...seen]))));
  const silences = await tx
    .select()
    .from(alertSilence)
    .where(
      and(
        or(isNull(alertSilence.ruleId), eq(alertSilence.ruleId, row.id)),
        and(isNull(alertSilence.endedAt), lte(alertSilence.from, now), gt(alertSilence.until, now)),
      ),
    );
  const silenced = silences.map(({ labels }) => alertLabelsSchema.parse(labels));
  const missing = known
    .filter(({ seriesKey, state }) => !seen.has(seriesKey) && state !== "resolved")
    .map((one) => ({ observation: absentOf(one, absent), seriesKey: one.seriesKey }));
  const notified: Notified[] = [];
  for (const { observation, seriesKey } of [...merged, ...missing]) {
    const before = known.find((one) => one.seriesKey === seriesKey);
    const step = stepAlert(before ? statusOf(before) : null, {
      verdict: observation.verdict,
      isSilenced: silenced.some((labels) => hasLabels(observation.labels, labels)),
      nowMs: now.getTime(),
      forMs: row.forMinutes * MINUTE_MS,
      hasChannels: row.channels.length > 0,
      renotifyMs: row.renotifyMinutes === null ? null : row.renotifyMinutes * MINUTE_MS,
    });
    // Of a series that is well and always was there is nothing to remember.
    if (step.status === null || (!step.isChanged && step.status.state === "resolved")) continue;
    const stored = await storeAlert(tx, { row, observation, seriesKey, status: step.status, now });
    if (step.isChanged) await appendChange(tx, { row, observation, before, stored, now });
    if (step.notify) {
      // The message that it is over still says since when it fired.
      notified.push({ event: step.notify, alert: stored, eventIds: observation.eventIds ?? [] });
    }
  }
  await queueMessages(tx, { row, notified, now });
}

function statusOf({ state, since, firedAt, notifiedAt }: AlertRow): AlertStatus {
  return {
    ...{ state, sinceMs: since.getTime() },
    ...{ firedMs: firedAt?.getTime() ?? null, notifiedMs: notifiedAt?.getTime() ?? null },
  };
}

function absentOf(row: AlertRow, verdict: ApplyInput["absent"]): Observation {
  const { labels, value, threshold } = row;
  const summary = verdict === "ok" ? "It is over" : "Nothing was measured";
  return { labels: alertLabelsSchema.parse(labels), verdict, summary, value, threshold, share: 0 };
}

type StoreInput = { row: RuleRow; observation: Observation; seriesKey: string; status: AlertStatus; now: Date };

async function storeAlert(tx: Db, { row, observation, seriesKey, status, now }: StoreInput): Promise<AlertRow> {
  const { summary, value, threshold, labels } = observation;
  const values = {
    ...{ state: status.state, since: new Date(status.sinceMs), evaluatedAt: now, summary, value, threshold },
    firedAt: status.firedMs === null ? null : new Date(status.firedMs),
    notifiedAt: status.notifiedMs === null ? null : new Date(status.notifiedMs),
  };
  return theRow(
    await tx
      .insert(alert)
      .values({ ruleId: row.id, seriesKey, labels, ...values })
      .onConflictDoUpdate({ target: [alert.ruleId, alert.seriesKey], set: values })
      .returning(),
  );
}

type AppendInput = {
  row: RuleRow;
  observation: Observation;
  before: AlertRow | undefined;
  stored: AlertRow;
  now: Date;
};

async function appendChange(tx: Db, { row, observation, before, stored, now }: AppendInput): Promise<void> {
  const { labels, summary, value, threshold } = observation;
  await tx.insert(alertChange).values({
    ...{ alertId: stored.id, ruleId: row.id, rule: row.name, labels, at: now },
    ...{ fromState: before?.state ?? null, toState: stored.state, summary, value, threshold },
  });
}
