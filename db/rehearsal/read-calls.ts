import { sql } from "drizzle-orm";
import { z } from "zod";
import { hashShare } from "@/lib/breaker/fnv1a";
import { isFailure, isJudged, outcomeOfCode } from "@/lib/domain/outcome";
import type { RecordedCall } from "@/lib/domain/rehearsal/recorded-calls";
import type { Db } from "../client";
import { selectRows } from "../select-rows";
import { type CallsInput, callsOnModels } from "./read-minutes";

const number = z.coerce.number();

const rowSchema = z.object({
  start_us: number,
  duration_us: number,
  tokens: number.nullable(),
  region: z.string(),
  model: z.string(),
  request: z.string(),
  is_own: z.boolean(),
  outcome: number,
});

/**
 * The attempts that reached some models within [fromUs, toUs), in the order of their starts, ties by id; of each a row.
 *
 * No more than `most`, the first ones. One whose end was never recorded takes no time.
 */
export async function readCalls(db: Db, input: CallsInput & { most: number }): Promise<RecordedCall[]> {
  const { isOwn, durationUs, outcome, from } = callsOnModels(input);
  const id = sql`coalesce(r.id_uuid::text, r.id_text)`;
  const statement = sql`select (extract(epoch from c.started_at) * 1000000)::bigint as start_us, c.duration_us, c.tokens,
      region.value as region, c.model, c.request, c.is_own, c.outcome
    from (select r.started_at, coalesce(${durationUs}, 0) as duration_us, t.region_id, model.value as model, ${isOwn} as is_own,
        r.input_tokens::bigint + coalesce(r.output_tokens, 0) as tokens, ${outcome} as outcome, ${id} as id,
        coalesce(r.request_uuid::text, r.request_text, ${id}) as request ${from}) c
    join dimension region on region.id = c.region_id
    order by c.started_at, c.id collate "C" limit ${input.most}`;
  const rows = await selectRows(db, statement, rowSchema);
  return rows.map((row): RecordedCall => {
    const reached = outcomeOfCode(row.outcome);
    return {
      startUs: row.start_us,
      durationUs: row.duration_us,
      tokens: row.tokens,
      region: row.region,
      model: row.model,
      place: hashShare(row.request),
      isOwn: row.is_own,
      judged: isJudged(reached),
      failed: isFailure(reached),
    };
  });
}
