import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { capacityPrice } from "@/db/schema/capacity";
import { selectRows } from "@/db/select-rows";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { capacityRowSchema, type StoredCapacity } from "./capacity-row";

/** Capacity ever reserved, ended one included, the latest first; only what shares an instant with a window, if one is given. */
export function listCapacity(db: Db, window?: TimeWindow): Promise<StoredCapacity[]> {
  const within = window
    ? sql`valid_from < ${window.to.toISOString()}::timestamptz
        and (valid_to is null or valid_to > ${window.from.toISOString()}::timestamptz)`
    : sql`true`;
  return selectRows(
    db,
    sql`select id, name, provider, models, region, kind, units, amount, currency, zone, tokens_per_unit, standing,
        created_by, reason,
        (extract(epoch from valid_from) * 1000000)::bigint as valid_from,
        (extract(epoch from valid_to) * 1000000)::bigint as valid_to,
        (extract(epoch from created_at) * 1000000)::bigint as created_at
      from ${capacityPrice} where ${within} order by id desc`,
    capacityRowSchema,
  );
}
