import { sql } from "drizzle-orm";
import { z } from "zod";
import { selectRows } from "@/db/select-rows";
import { type RejectedGroup, rejectedGroupSchema, rejectedRecordSchema } from "@/lib/contract/rejected-records";
import type { Db } from "../client";

const GROUPS_MAX = 50;

const rowSchema = z.object({
  key_id: z.string().nullable(),
  source: z.string(),
  path: z.string(),
  message: z.string(),
  code: rejectedGroupSchema.shape.code,
  key_name: z.string().nullable(),
  count: z.coerce.number(),
  replayable: z.coerce.number(),
  first_ms: z.coerce.number(),
  last_ms: z.coerce.number(),
  sample: rejectedRecordSchema.omit({ received_at: true }),
});

/** The stored rejected records, by source and first reason, the latest group first. */
export async function listRejectedGroups(db: Db): Promise<RejectedGroup[]> {
  const rows = await selectRows(
    db,
    sql`with grouped as (
        select key_id, source, coalesce(errors->0->>'path', '') as path, coalesce(errors->0->>'message', '') as message,
          count(*) as count, count(record) as replayable, min(received_at) as first_at, max(received_at) as last_at, max(seq) as seq
        from rejected_record group by 1, 2, 3, 4 order by max(seq) desc limit ${GROUPS_MAX}
      )
      select g.key_id, g.source, g.path, g.message, k.name as key_name, g.count::text, g.replayable::text,
        (extract(epoch from g.first_at) * 1000)::bigint::text as first_ms, (extract(epoch from g.last_at) * 1000)::bigint::text as last_ms,
        jsonb_build_object('seq', r.seq, 'record_id', r.record_id, 'errors', r.errors, 'record', r.record,
          'unknown_fields', to_jsonb(r.unknown_fields)) as sample, r.errors->0->>'code' as code
      from grouped g join rejected_record r on r.seq = g.seq left join api_key k on k.id::text = g.key_id
      order by g.seq desc`,
    rowSchema,
  );
  return rows.map(({ first_ms, last_ms, sample, ...group }) => {
    const last_at = new Date(last_ms).toISOString();
    return {
      ...group,
      first_at: new Date(first_ms).toISOString(),
      last_at,
      sample: { ...sample, received_at: last_at },
    };
  });
}
