import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { failover } from "@/db/schema/breaker";
import type { ReportedTransition } from "@/lib/contract/routers";
import { formatInstantUs, parseInstantUs } from "@/lib/domain/time/instant";

/**
 * Appends the transitions of a router that are not there yet, and says how many those were.
 *
 * The version of its policy is what the bundle it judged by had of the tier, 0 where there was no such bundle.
 * One is the same when its router, tier, region, model, instant and new state are. The caller's transaction has stored the
 * router's report, so nobody else adds for this router meanwhile.
 */
export async function insertReportedTransitions(
  tx: Db,
  input: { router: string; transitions: readonly ReportedTransition[] },
): Promise<number> {
  const { router, transitions } = input;
  const rows = transitions.map(({ at, from, to, ...transition }) => {
    return { ...transition, at: cutToMicroseconds(at), from_state: from, to_state: to };
  });
  const inserted = await tx.execute(sql`
    insert into ${failover} (
      at, tier, region, model, from_state, to_state, reason, n, failures, value, threshold, policy_version, source, router
    )
    select distinct on (row.at, row.tier, row.region, row.model, row.to_state)
      row.at, row.tier, row.region, row.model, row.from_state, row.to_state, row.reason, row.n, row.failures, row.value,
      row.threshold, coalesce(judged.version, 0), 'router', ${router}::text
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as row (
      at timestamptz, tier text, region text, model text, from_state text, to_state text, reason text, n integer,
      failures integer, value float8, threshold float8, bundle_version bigint
    )
    left join lateral (
      select max(v.version) as version
      from policy_version v join policy_bundle b on b.version = row.bundle_version
      where v.tier = row.tier and v.published_at <= b.published_at
    ) judged on true
    where not exists (
      select from ${failover} as known
      where known.at = row.at and known.router = ${router}::text and known.tier = row.tier and known.region = row.region
        and known.model = row.model and known.to_state = row.to_state
    )
    order by row.at, row.tier, row.region, row.model, row.to_state
    returning id`);
  return inserted.length;
}

// The database would round: the same instant given with more digits must stay the same.
function cutToMicroseconds(at: string): string {
  const atUs = parseInstantUs(at);
  return atUs === null ? at : formatInstantUs(atUs);
}
