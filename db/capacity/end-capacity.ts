import { eq, sql } from "drizzle-orm";
import { LOCKS } from "@/db/advisory-locks";
import { recordAudit } from "@/db/audit/record-audit";
import type { Db } from "@/db/client";
import { refuseEnd } from "@/db/prices/refuse-end";
import { capacityPrice } from "@/db/schema/capacity";
import type { Capacity } from "@/lib/contract/capacity";
import type { End } from "@/lib/contract/discounts";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { toCapacity } from "./capacity-row";
import { listCapacity } from "./list-capacity";

type EndInput = { id: number; end: End; actor: string; now: Date };

/** Ends capacity. NOT_FOUND; CONFLICT where it has an end; UNPROCESSABLE where it would end before it begins. */
export function endCapacity(db: Db, { id, end, actor, now }: EndInput): Promise<Capacity> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCKS.prices})`);
    const open = refuseEnd(
      (await listCapacity(tx)).find((row) => row.id === id),
      end,
    );
    const validTo = formatInstantUs(end.valid_to);
    await tx.update(capacityPrice).set({ validTo }).where(eq(capacityPrice.id, id));
    const after = { ...toCapacity(open), valid_to: validTo };
    const audited = { ...after, ended_because: end.reason };
    await recordAudit(tx, {
      ...{ actor, action: "capacity.end", subject: open.name, before: toCapacity(open), after: audited, now },
    });
    return after;
  });
}
