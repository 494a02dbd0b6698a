import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { outcomeIn } from "@/db/schema/outcome-sql";
import { selectRows } from "@/db/select-rows";
import { type WindowAttempt, windowAttemptSchema } from "@/lib/contract/failover-detail";
import { JUDGED_OUTCOMES, outcomeOfCode } from "@/lib/domain/outcome";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { HOUR_US } from "@/lib/domain/time/units";
import { codeOf, instant, ofPlace, startedBetween } from "./attempt-conditions";
import { type FailoverRow, failoverRowSchema, selectFailovers } from "./failover-rows";

const ATTEMPTS_SHOWN = 200;
/** Two breakers fed by the same attempts move at the same instant; routers write it to the microsecond or the millisecond. */
const SAME_INSTANT_US = 1_000;

const attemptRowSchema = z.object({
  id: z.string(),
  started_us: z.coerce.number(),
  outcome: z.coerce.number(),
  duration_us: z.coerce.number(),
  ttft_us: z.coerce.number().nullable(),
});

/**
 * The attempts of the window that caused a transition, the latest first; none where its window is not known.
 *
 * A router reports no windows: its transition has the window of the server's own that came of the same attempts, if there is one.
 */
export async function listWindowAttempts(db: Db, row: FailoverRow): Promise<WindowAttempt[]> {
  const seen = row.window_from_us === null ? await findTwin(db, row) : row;
  const fromUs = seen?.window_from_us ?? null;
  if (!seen || fromUs === null) return [];
  const { at_us, tier, region, model, n } = seen;
  const rows = await selectRows(
    db,
    sql`select id, (extract(epoch from started_at) * 1000000)::bigint::text as started_us, outcome::text, duration_us::text, ttft_us::text
      from attempt a
      where ${startedBetween(fromUs - HOUR_US, at_us + 1)} and ${ofPlace({ tier, region })} and a.model_id = ${codeOf("model", model)}
        and ${sql.raw(outcomeIn("a.outcome", JUDGED_OUTCOMES))} and a.started_at + a.duration_us * interval '1 microsecond'
          between ${instant(fromUs)} and ${instant(at_us)}
      order by a.started_at + a.duration_us * interval '1 microsecond' desc, a.id desc
      limit ${Math.min(n, ATTEMPTS_SHOWN)}`,
    attemptRowSchema,
  );
  return rows.map(({ id, started_us, outcome, duration_us, ttft_us }) =>
    windowAttemptSchema.parse({
      id,
      started_at: formatInstantUs(started_us),
      outcome: outcomeOfCode(outcome),
      duration_ms: duration_us / 1_000,
      ttft_ms: ttft_us === null ? null : ttft_us / 1_000,
    }),
  );
}

/** The server's own transition of the same attempts; its instant is exact, a router's may be cut to the millisecond. */
async function findTwin(db: Db, row: FailoverRow): Promise<FailoverRow | null> {
  if (row.router === null || row.reason === "cooldown") return null;
  const { at_us, tier, region, model, from, to, n, failures } = row;
  const [twin] = await selectRows(
    db,
    selectFailovers(
      sql`tier = ${tier} and region = ${region} and model = ${model} and router is null
        and from_state = ${from} and to_state = ${to} and n = ${n} and failures = ${failures}
        and at between ${instant(at_us - SAME_INSTANT_US)} and ${instant(at_us + SAME_INSTANT_US)}`,
      sql`limit 1`,
    ),
    failoverRowSchema,
  );
  return twin ?? null;
}
