import { and, count, eq, isNull } from "drizzle-orm";
import type { Db } from "../client";
import { alert, alertRule } from "../schema/alerts";
import { theRow } from "../the-row";

/** How many alerts fire now, silenced ones left out. */
export async function countFiring(db: Db): Promise<number> {
  const { n } = theRow(
    await db
      .select({ n: count() })
      .from(alert)
      .innerJoin(alertRule, eq(alertRule.id, alert.ruleId))
      .where(and(eq(alert.state, "firing"), isNull(alertRule.deletedAt))),
  );
  return n;
}
