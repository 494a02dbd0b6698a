import { and, asc, desc, eq, gt, isNull, ne } from "drizzle-orm";
import { alertLabelsSchema } from "@/lib/contract/alert-message";
import { ruleTermsSchema } from "@/lib/contract/alert-rules";
import type { Alert, Alerts } from "@/lib/contract/alerts";
import { ALERT_STATES, type AlertState } from "@/lib/domain/alerts/alert-state";
import type { Db } from "../client";
import { alert, alertChange, alertRule, alertSilence } from "../schema/alerts";
import { toSilence } from "./silence-row";

const CHANGES_MAX = 200;
const ALERTS_MAX = 500;
const ENDED_MAX = 50;
/** What needs somebody comes first. */
const ORDER: readonly AlertState[] = ["firing", "pending", "silenced", "no_data"];

/** What fires now, how alerts changed lately, and silences. */
export async function listAlerts(db: Db, { now }: { now: Date }): Promise<Alerts> {
  const open = await db
    .select({ alert, rule: alertRule })
    .from(alert)
    .innerJoin(alertRule, eq(alertRule.id, alert.ruleId))
    .where(ne(alert.state, "resolved"))
    .orderBy(desc(alert.since), desc(alert.id))
    .limit(ALERTS_MAX);
  const alerts = open.map(({ alert: row, rule }): Alert => {
    const { name, severity } = rule;
    const kind = ruleTermsSchema.safeParse(rule.terms).data?.kind ?? null;
    return {
      ...{ id: row.id, rule_id: row.ruleId, rule: name, kind, severity, state: row.state },
      ...{ labels: readLabels(row.labels), summary: row.summary },
      ...{ value: row.value, threshold: row.threshold, since: row.since.toISOString() },
      ...{ fired_at: row.firedAt?.toISOString() ?? null, notified_at: row.notifiedAt?.toISOString() ?? null },
      evaluated_at: row.evaluatedAt.toISOString(),
    };
  });
  const changes = await db.select().from(alertChange).orderBy(desc(alertChange.id)).limit(CHANGES_MAX);
  return {
    as_of: now.toISOString(),
    firing: alerts.filter(({ state }) => state === "firing").length,
    alerts: alerts.sort((a, b) => rank(a) - rank(b)),
    changes: changes.map((row) => ({
      ...{ id: row.id, rule_id: row.ruleId, rule: row.rule, labels: readLabels(row.labels) },
      ...{ at: row.at.toISOString(), from: row.fromState, to: row.toState },
      ...{ summary: row.summary, value: row.value, threshold: row.threshold },
    })),
    silences: await listSilences(db, now),
  };
}

/** One alert whose labels only a newer version can read hides no other. */
const readLabels = (labels: unknown) => alertLabelsSchema.catch({}).parse(labels);

function rank({ state }: Alert): number {
  const place = ORDER.indexOf(state);
  return place === -1 ? ALERT_STATES.length : place;
}

async function listSilences(db: Db, now: Date): Promise<Alerts["silences"]> {
  const named = () =>
    db
      .select({ silence: alertSilence, name: alertRule.name })
      .from(alertSilence)
      .leftJoin(alertRule, eq(alertRule.id, alertSilence.ruleId));
  const active = and(isNull(alertSilence.endedAt), gt(alertSilence.until, now));
  const current = await named().where(active).orderBy(asc(alertSilence.until));
  const latest = await named().orderBy(desc(alertSilence.id)).limit(ENDED_MAX);
  const known = new Set(current.map(({ silence }) => silence.id));
  return [...current, ...latest.filter(({ silence }) => !known.has(silence.id))].map(({ silence, name }) =>
    toSilence(silence, { rule: name, now }),
  );
}
