import { sql } from "drizzle-orm";
import { LOCKS } from "@/db/advisory-locks";
import { recordAudit } from "@/db/audit/record-audit";
import type { Db } from "@/db/client";
import { findRate } from "@/db/prices/find-rate";
import { capacityPrice } from "@/db/schema/capacity";
import { theRow } from "@/db/the-row";
import type { Capacity, NewCapacity } from "@/lib/contract/capacity";
import { AppError } from "@/lib/contract/error";
import { shareName } from "@/lib/domain/pricing/discount-rule";
import { t } from "@/lib/messages/translate";
import { type StoredCapacity, toCapacity, toCapacityRow } from "./capacity-row";
import { listCapacity } from "./list-capacity";

/** Each is read hour by hour for a report. */
const CAPACITY_MAX = 200;

/**
 * Stores capacity. Costs already stored stay as they are: it is reported beside them.
 *
 * UNPROCESSABLE by field where other capacity serves some of the same traffic at the same time, so that it would be paid twice,
 * and for a currency without a rate.
 */
export function addCapacity(
  db: Db,
  { input, actor, now }: { input: NewCapacity; actor: string; now: Date },
): Promise<Capacity> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCKS.prices})`);
    const others = await listCapacity(tx);
    if (others.length >= CAPACITY_MAX) {
      throw new AppError(
        "UNPROCESSABLE",
        t("There are {n} of them, and no more than that are allowed", { n: others.length }),
      );
    }
    refuseOverlap(others, input);
    await findRate(tx, { currency: input.currency, validFrom: input.valid_from });
    const { id } = theRow(
      await tx.insert(capacityPrice).values(toCapacityRow(input, { actor, now })).returning({ id: capacityPrice.id }),
    );
    const stored = toCapacity(theRow((await listCapacity(tx)).filter((row) => row.id === id)));
    await recordAudit(tx, { actor, action: "capacity.add", subject: stored.name, after: stored, now });
    return stored;
  });
}

function refuseOverlap(others: readonly StoredCapacity[], input: NewCapacity): void {
  const regions = (region: string | null | undefined) => (region == null ? [] : [region]);
  const found = others.find(
    (other) =>
      other.provider === input.provider &&
      shareName(other.models, input.models) &&
      shareName(regions(other.region), regions(input.region)) &&
      (other.validTo === null || other.validTo > input.valid_from) &&
      (input.valid_to == null || other.validFrom < input.valid_to),
  );
  if (!found) return;
  const message = t(
    "Capacity {id} ({name}) serves some of these models then: end it first, and add all units together",
    { id: found.id, name: found.name },
  );
  throw new AppError("UNPROCESSABLE", message, { fields: { models: [message] } });
}
