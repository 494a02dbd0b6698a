import { count } from "drizzle-orm";
import { createRule } from "@/db/alerts/create-rule";
import type { Db } from "@/db/client";
import { alertRule } from "@/db/schema/alerts";
import { theRow } from "@/db/the-row";
import { type NewRuleInput, newRuleSchema } from "@/lib/contract/alert-rules";
import { DEMO_ADMIN_EMAIL } from "@/lib/domain/access/demo-users";

const RULES: NewRuleInput[] = [
  {
    name: "Premium burns its error budget",
    severity: "critical",
    terms: { kind: "burn_rate", scope: { tier: ["premium"] }, by: ["model", "region"], target_percent: 99.5 },
  },
  { name: "A model is slower or another", terms: { kind: "detection" } },
  { name: "A model leaves rotation", terms: { kind: "failover", window_minutes: 60 } },
  { name: "A model in use retires", terms: { kind: "retirement", within_days: 90 } },
  { name: "More than $25 in a day", terms: { kind: "spend", above_usd: "25" } },
];

/** Alert rules of the demo's admin, which are sent to nobody. Does nothing where there is or was a rule. */
export async function seedDemoAlertRules(db: Db, { now }: { now: Date }): Promise<void> {
  const { n } = theRow(await db.select({ n: count() }).from(alertRule));
  if (n > 0) return;
  for (const rule of RULES) await createRule(db, { rule: newRuleSchema.parse(rule), actor: DEMO_ADMIN_EMAIL, now });
}
