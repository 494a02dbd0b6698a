import { and, desc, inArray, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { failover } from "@/db/schema/breaker";
import { selectRows } from "@/db/select-rows";
import { AppError } from "@/lib/contract/error";
import type { Failovers } from "@/lib/contract/failovers";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { failoverRowSchema, selectFailovers, toFailoverEvent } from "./failover-rows";

export type FailoversInput = {
  /** Half-open, in epoch µs; null is open. */
  fromUs: number | null;
  toUs: number | null;
  tier?: readonly string[];
  region?: readonly string[];
  model?: readonly string[];
  source?: readonly string[];
  limit: number;
  cursor?: string | undefined;
};

/** Transitions of a window, newest first, a page at a time; an empty filter does not filter. */
export async function listFailovers(db: Db, input: FailoversInput): Promise<Failovers> {
  const { fromUs, toUs, limit } = input;
  const after = input.cursor === undefined ? null : parseCursor(input.cursor);
  const rows = await selectRows(
    db,
    selectFailovers(
      sql`${and(
        fromUs === null ? undefined : sql`at >= ${formatInstantUs(fromUs)}::timestamptz`,
        toUs === null ? undefined : sql`at < ${formatInstantUs(toUs)}::timestamptz`,
        oneOf(failover.tier, input.tier),
        oneOf(failover.region, input.region),
        oneOf(failover.model, input.model),
        oneOf(failover.source, input.source),
        after === null ? undefined : sql`(at, id) < (${formatInstantUs(after.atUs)}::timestamptz, ${after.id}::bigint)`,
        sql`true`,
      )}`,
      sql`order by ${desc(failover.at)}, ${desc(failover.id)} limit ${limit + 1}`,
    ),
    failoverRowSchema,
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    failovers: page.map(toFailoverEvent),
    next_cursor: rows.length > limit && last ? `${last.at_us}-${last.id}` : null,
  };
}

type NameColumn = typeof failover.tier | typeof failover.region | typeof failover.model | typeof failover.source;

function oneOf(column: NameColumn, names: readonly string[] = []) {
  return names.length === 0 ? undefined : inArray(column, [...names]);
}

function parseCursor(cursor: string): { atUs: number; id: string } {
  const [, atUs, id] = /^(\d{1,16})-(\d{1,18})$/.exec(cursor) ?? [];
  if (atUs !== undefined && id !== undefined) return { atUs: Number(atUs), id };
  throw new AppError("INVALID", "Not valid: cursor", { fields: { cursor: ["Must be a next_cursor of this list"] } });
}
