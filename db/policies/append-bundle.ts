import { max, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { getAliases } from "@/db/policies/get-aliases";
import { policyBundle } from "@/db/schema/policies";
import { buildBundle } from "./build-bundle";
import { listPolicies } from "./list-policies";

/** Where listeners receive the version of each new bundle, once its transaction has committed. */
export const BUNDLE_CHANNEL = "policy_bundle";

/** Appends the bundle of what is active now. The caller holds the publish lock, which numbers bundles too. */
export async function appendBundle(tx: Db, input: { publishedAt: Date }): Promise<void> {
  const { publishedAt } = input;
  const [latest] = await tx.select({ version: max(policyBundle.version) }).from(policyBundle);
  const [{ aliases }, policies] = [await getAliases(tx), await listPolicies(tx)];
  const bundle = buildBundle({ version: (latest?.version ?? 0) + 1, publishedAt, aliases, policies });
  await tx.insert(policyBundle).values({ ...bundle, publishedAt });
  await tx.execute(sql`select pg_notify(${BUNDLE_CHANNEL}, ${String(bundle.version)})`);
}
