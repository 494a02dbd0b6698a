import { and, eq, ne } from "drizzle-orm";
import { alertLabelsSchema } from "@/lib/contract/alert-message";
import type { Db } from "../client";
import { alert } from "../schema/alerts";
import { applyObservations } from "./apply-observations";
import type { RuleRow } from "./rule-row";

type CloseInput = { row: RuleRow; reason: string; now: Date };

/** Resolves the alerts of a rule that is locked, for a reason that is not what was measured. */
export async function closeAlerts(tx: Db, { row, reason, now }: CloseInput): Promise<void> {
  const open = await tx
    .select({ labels: alert.labels })
    .from(alert)
    .where(and(eq(alert.ruleId, row.id), ne(alert.state, "resolved")));
  const observations = open.map(({ labels }) => ({
    ...{ labels: alertLabelsSchema.parse(labels), verdict: "ok" as const, summary: reason },
    ...{ value: null, threshold: null, share: 0 },
  }));
  await applyObservations(tx, { row, observations, absent: "ok", now });
}
