import { type SQL, sql } from "drizzle-orm";
import { ONLY_BUCKET } from "@/db/schema/attempt-bucket";
import { formatInstantUs } from "@/lib/domain/time/instant";

/** Attempts, as `a`, that started in a half-open span of epoch µs. */
export function startedBetween(fromUs: number, toUs: number): SQL {
  return sql`a.bucket = ${ONLY_BUCKET} and a.started_at >= ${instant(fromUs)} and a.started_at < ${instant(toUs)}`;
}

/** Attempts, as `a`, of a tier in a region. */
export function ofPlace({ tier, region }: { tier: string; region: string }): SQL {
  return sql`a.tier_id = ${codeOf("tier", tier)} and a.region_id = ${codeOf("region", region)}`;
}

/** The code of a name in the attempts. */
export function codeOf(kind: "tier" | "region" | "model", name: string): SQL {
  return sql`(select id from dimension where kind = ${kind} and value = ${name})`;
}

/** Epoch µs as an instant of the database. */
export function instant(us: number): SQL {
  return sql`${formatInstantUs(us)}::timestamptz`;
}
