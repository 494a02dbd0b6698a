import type { Sql } from "postgres";
import { formatInstantUs } from "@/lib/domain/instant";
import type { SimulatedFailover } from "./simulate-router";

/** Stores the transitions of simulated breakers as if the live ones had made them. */
export async function insertSimulatedFailovers(sql: Sql, failovers: readonly SimulatedFailover[]): Promise<void> {
  if (failovers.length === 0) return;
  const rows = failovers.map((event) => ({
    at: formatInstantUs(event.atUs),
    tier: event.tier,
    region: event.region,
    model: event.model,
    from_state: event.from,
    to_state: event.to,
    reason: event.reason,
    n: event.n,
    failures: event.failures,
    value: event.value,
    threshold: event.threshold,
    policy_version: event.policyVersion,
    source: "attempt",
  }));
  await sql`
    insert into failover (at, tier, region, model, from_state, to_state, reason, n, failures, value, threshold, policy_version, source)
    select at, tier, region, model, from_state, to_state, reason, n, failures, value, threshold, policy_version, source
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as row (
      at timestamptz, tier text, region text, model text, from_state text, to_state text, reason text, n int,
      failures int, value float8, threshold float8, policy_version int, source text)
  `;
}
