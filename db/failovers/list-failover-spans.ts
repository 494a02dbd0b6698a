import { sql } from "drizzle-orm";
import { z } from "zod";
import { BREAKER_REASONS, BREAKER_STATUSES } from "@/lib/breaker/breaker";
import type { FailoverSpanReply } from "@/lib/contract/failover-spans";
import { type FailoverSpan, failoverSpans } from "@/lib/domain/breaker/failover-spans";
import { formatInstantUs } from "@/lib/domain/time/instant";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import type { Db } from "../client";
import { namedAmong } from "../named-among";
import { failover } from "../schema/breaker";
import { selectRows } from "../select-rows";

/** So many are read of a window at most, the newest of them. */
const TRANSITIONS_MAX = 10_000;

type SpansInput = {
  window: TimeWindow;
  /** Empty: any. */
  tier: readonly string[];
  region: readonly string[];
  model: readonly string[];
};

const status = z.enum(BREAKER_STATUSES);
const rowSchema = z.object({
  at_us: z.coerce.number(),
  tier: z.string(),
  region: z.string(),
  model: z.string(),
  from: status,
  to: status,
  reason: z.enum(BREAKER_REASONS),
});

/** When the server's own breakers were open or half-open in a window, oldest first; one that opened before it with its beginning. */
export async function listFailoverSpans(
  db: Db,
  { window, ...names }: SpansInput,
): Promise<{ spans: FailoverSpanReply[]; truncated: boolean }> {
  const filters = (["tier", "region", "model"] as const).map((name) => namedAmong(name, names[name]));
  const own = sql.join([sql`source <> 'router'`, ...filters], sql` and `);
  const [from, to] = [sql`${window.from.toISOString()}::timestamptz`, sql`${window.to.toISOString()}::timestamptz`];
  const columns = sql.raw("id, at, tier, region, model, from_state, to_state, reason");
  // Of each breaker its last opening before the window and the last that followed one: whether it was open when the window began.
  // Breakers are found one after the other, so that of a long history an index gives a few rows each.
  const rows = await selectRows(
    db,
    sql`with recursive place as (
        (select tier, region, model from ${failover} order by tier, region, model limit 1)
        union all
        select next.* from place p cross join lateral (
          select tier, region, model from ${failover} f where (f.tier, f.region, f.model) > (p.tier, p.region, p.model)
          order by tier, region, model limit 1
        ) next
      ), before as (
        select last.* from place p cross join (values (true), (false)) as kind(is_opening) cross join lateral (
          select ${columns} from ${failover} f
          where f.tier = p.tier and f.region = p.region and f.model = p.model and f.at < ${from} and ${own}
            and (f.from_state = 'closed') = kind.is_opening
          order by f.at desc, f.id desc limit 1
        ) last
      ), inside as (
        select ${columns} from ${failover} where ${own} and at >= ${from} and at < ${to}
        order by at desc, id desc limit ${TRANSITIONS_MAX + 1}
      )
      select (extract(epoch from at) * 1000000)::bigint::text as at_us, tier, region, model,
        from_state as "from", to_state as "to", reason
      from (select * from before union all select * from inside) moved order by at, id`,
    rowSchema,
  );
  const [fromUs, toUs] = [window.from.getTime() * 1_000, window.to.getTime() * 1_000];
  const inside = rows.filter(({ at_us }) => at_us >= fromUs);
  const truncated = inside.length > TRANSITIONS_MAX;
  // What lies between is unknown then, and so is what was open when the window began.
  const read = truncated ? inside.slice(1) : rows;
  const spans = failoverSpans(
    read.map(({ at_us: atUs, ...row }) => ({ ...row, atUs })),
    { fromUs, toUs },
  );
  return {
    spans: spans.map(({ fromUs: begin, toUs: end, open, ...span }) => ({
      ...{ ...span, ...stretchReply({ fromUs: begin, toUs: end }) },
      open: open.map(stretchReply),
    })),
    truncated,
  };
}

function stretchReply({ fromUs, toUs }: Pick<FailoverSpan, "fromUs" | "toUs">): { from: string; to: string | null } {
  return { from: formatInstantUs(fromUs), to: toUs === null ? null : formatInstantUs(toUs) };
}
