import { and, eq } from "drizzle-orm";
import type { TestFinding } from "@/lib/domain/upstreams/test-result";
import type { Db } from "../client";
import { upstream } from "../schema/upstreams";

type StoreInput = { id: number; version: number; finding: TestFinding; now: Date };

/** Keeps how a test went, unless the upstream was changed meanwhile. */
export async function storeTest(db: Db, { id, version, finding, now }: StoreInput): Promise<void> {
  await db
    .update(upstream)
    .set({ testedAt: now, testResult: finding.result, testDetail: finding.detail })
    .where(and(eq(upstream.id, id), eq(upstream.version, version)));
}
