import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { DigestContent } from "@/lib/contract/digest-content";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import type { Db } from "../client";
import { policyVersion } from "../schema/policies";
import { price } from "../schema/prices";
import { selectRows } from "../select-rows";

type Changes = Pick<DigestContent, "policies" | "policies_count" | "prices" | "prices_count">;

const at = z.coerce.date();
const count = z.number();
const policySchema = z.object({ at, tier: z.string(), version: z.number(), count });
const priceSchema = z.object({ at, model: z.string(), provider: z.string(), count });

/** How many policies were published and prices changed in a window, and the latest of each; prices that begin together are one. */
export async function listChanges(db: Db, { window, limit }: { window: TimeWindow; limit: number }): Promise<Changes> {
  const inWindow = (column: SQL) =>
    sql`${column} >= ${window.from.toISOString()}::timestamptz and ${column} < ${window.to.toISOString()}::timestamptz`;
  const policies = await selectRows(
    db,
    sql`select published_at as at, tier, version, (count(*) over ())::int as count from ${policyVersion}
      where ${inWindow(sql`published_at`)} order by published_at desc, tier limit ${limit}`,
    policySchema,
  );
  const prices = await selectRows(
    db,
    sql`select valid_from as at, model, provider, (count(*) over ())::int as count from ${price}
      where ${inWindow(sql`valid_from`)} group by valid_from, model, provider
      order by valid_from desc, model, provider limit ${limit}`,
    priceSchema,
  );
  return {
    policies: policies.map((one) => ({ at: one.at.toISOString(), tier: one.tier, version: one.version })),
    policies_count: policies[0]?.count ?? 0,
    prices: prices.map((one) => ({ at: one.at.toISOString(), model: one.model, provider: one.provider })),
    prices_count: prices[0]?.count ?? 0,
  };
}
