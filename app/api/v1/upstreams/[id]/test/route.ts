import { implement } from "@/app/_server/implement";
import { getDb, getReadDb } from "@/app/_server/runtime";
import { rateLimitTests } from "@/app/_server/upstreams/rate-limit-tests";
import { testUpstream } from "@/app/_server/upstreams/test-upstream";
import { readKey } from "@/app/_server/upstreams/upstream-key";
import { upstreamGuard } from "@/app/_server/upstreams/upstream-networks";
import { toUpstream } from "@/app/_server/upstreams/upstream-source";
import { getUpstream } from "@/db/upstreams/get-upstream";
import { storeTest } from "@/db/upstreams/store-test";
import { testUpstreamOperation } from "@/lib/contract/upstreams";
import { describeFinding } from "@/lib/domain/upstreams/test-result";
import { getEnv } from "@/lib/env";

export const POST = implement(testUpstreamOperation, async ({ params: { id } }) => {
  const env = getEnv();
  const row = await getUpstream(getReadDb(), { id });
  rateLimitTests(performance.now());
  const finding = await testUpstream(toUpstream(row), readKey(row, env).key, upstreamGuard(env));
  const now = new Date();
  await storeTest(getDb(), { id, version: row.version, finding, now });
  return { at: now.toISOString(), result: finding.result, message: describeFinding(finding) };
});
