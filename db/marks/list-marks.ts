import { sql } from "drizzle-orm";
import { z } from "zod";
import { BREAKER_STATUSES } from "@/lib/breaker/breaker";
import type { Mark, Marks } from "@/lib/contract/marks";
import { eventsOf } from "@/lib/domain/detectors/detected-event";
import { formatInstantUs } from "@/lib/domain/time/instant";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { US_PER_MS } from "@/lib/domain/time/units";
import type { Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import { readDetections } from "../detectors/read-detections";
import { namedAmong } from "../named-among";
import { failover } from "../schema/breaker";
import { policyVersion } from "../schema/policies";
import { price } from "../schema/prices";
import { selectRows } from "../select-rows";
import { listIncidents } from "./list-incidents";

/** More of one kind than a chart can show. */
const KIND_MAX = 100;
/** Events that began before the window are none of its marks. */
const EVENTS_MAX = 5 * KIND_MAX;

type MarksInput = {
  window: TimeWindow;
  model: readonly string[];
  provider: readonly string[];
  region: readonly string[];
  tier: readonly string[];
  retention: Retention;
};

const at_us = z.coerce.number();
const status = z.enum(BREAKER_STATUSES);

/** Of each kind the newest of a window, all together oldest first; an empty filter does not filter. */
export async function listMarks(
  db: Db,
  { window, model, provider, region, tier, retention }: MarksInput,
): Promise<Marks> {
  const inWindow = (column: string) =>
    sql`${sql.identifier(column)} >= ${window.from.toISOString()}::timestamptz
      and ${sql.identifier(column)} < ${window.to.toISOString()}::timestamptz`;
  const micros = (column: string) =>
    sql`(extract(epoch from ${sql.identifier(column)}) * 1000000)::bigint::text as at_us`;
  const newest = (column: string) => sql`order by ${sql.identifier(column)} desc limit ${KIND_MAX + 1}`;
  const [failovers, policies, prices, incidents, detected] = await Promise.all([
    selectRows(
      db,
      sql`select ${micros("at")}, model, region, tier, from_state as "from", to_state as "to" from ${failover}
        where ${inWindow("at")} and source <> 'router' and from_state = 'closed' and to_state = 'open' and ${namedAmong("model", model)} and ${namedAmong("region", region)} and ${namedAmong("tier", tier)}
        ${newest("at")}`,
      z.object({ at_us, model: z.string(), region: z.string(), tier: z.string(), from: status, to: status }),
    ),
    selectRows(
      db,
      sql`select ${micros("published_at")}, tier, version from ${policyVersion}
        where ${inWindow("published_at")} and ${namedAmong("tier", tier)} ${newest("published_at")}`,
      z.object({ at_us, tier: z.string(), version: z.number() }),
    ),
    selectRows(
      db,
      sql`select ${micros("valid_from")}, model, provider from ${price}
        where ${inWindow("valid_from")} and ${namedAmong("model", model)} and ${namedAmong("provider", provider)}
        group by valid_from, model, provider ${newest("valid_from")}`,
      z.object({ at_us, model: z.string(), provider: z.string() }),
    ),
    listIncidents(db, { window, model, provider, region, tier, retention, limit: KIND_MAX + 1 }),
    readDetections(db, { window, model, region, provider, limit: EVENTS_MAX }),
  ]);
  const detections = eventsOf(detected).filter(({ since }) => Date.parse(since) >= window.from.getTime());
  const lists = [failovers, policies, prices, incidents, detections];
  const marks: (Mark & { at_us: number })[] = [
    ...failovers
      .slice(0, KIND_MAX)
      .map((row) => ({ kind: "failover" as const, at: formatInstantUs(row.at_us), ...row })),
    ...policies.slice(0, KIND_MAX).map((row) => ({ kind: "policy" as const, at: formatInstantUs(row.at_us), ...row })),
    ...prices.slice(0, KIND_MAX).map((row) => ({ kind: "price" as const, at: formatInstantUs(row.at_us), ...row })),
    ...incidents.slice(0, KIND_MAX).map((mark) => ({ ...mark, at_us: Date.parse(mark.at) * US_PER_MS })),
    ...detections.slice(0, KIND_MAX).map(({ kinds, since, model, provider, region, headlines: [headline] }) => ({
      kind: kinds.includes("swap") ? ("swap" as const) : ("regression" as const),
      ...{ at: since, at_us: Date.parse(since) * US_PER_MS, model, provider, region, kinds },
      ...{ measure: headline?.measure ?? null, ratio: headline?.ratio ?? null },
    })),
  ];
  return {
    marks: marks.sort((a, b) => a.at_us - b.at_us),
    truncated: lists.some((rows) => rows.length > KIND_MAX),
  };
}
