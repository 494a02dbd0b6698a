import { and, count, desc, eq, gte, isNull, lt, ne, or } from "drizzle-orm";
import { alertLabelsSchema } from "@/lib/contract/alert-message";
import type { DigestContent } from "@/lib/contract/digest-content";
import { describeLabels } from "@/lib/domain/alerts/observation";
import { inEnglish } from "@/lib/domain/in-english";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import type { Db } from "../client";
import { alertChange } from "../schema/alerts";
import { theRow } from "../the-row";

type Fired = { count: number; alerts: DigestContent["alerts"] };

/** How often an alert began to fire in a window, and the latest of them. One that fires again after having no data began before. */
export async function listFired(db: Db, input: { window: TimeWindow; limit: number }): Promise<Fired> {
  const { from, to } = input.window;
  const began = and(
    ...[eq(alertChange.toState, "firing"), gte(alertChange.at, from), lt(alertChange.at, to)],
    or(isNull(alertChange.fromState), ne(alertChange.fromState, "no_data")),
  );
  const { n } = theRow(await db.select({ n: count() }).from(alertChange).where(began));
  const rows = await db.select().from(alertChange).where(began).orderBy(desc(alertChange.id)).limit(input.limit);
  return {
    count: n,
    alerts: rows.map(({ at, rule, labels, summary }) => ({
      ...{ at: at.toISOString(), rule, summary },
      about: describeLabels(alertLabelsSchema.catch({}).parse(labels), inEnglish),
    })),
  };
}
