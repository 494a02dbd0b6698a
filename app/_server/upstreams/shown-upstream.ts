import { toTerms, type UpstreamRow } from "@/db/upstreams/upstream-row";
import type { Upstream } from "@/lib/contract/upstreams";
import { upstreamState } from "@/lib/domain/upstreams/key-state";
import { describeFinding } from "@/lib/domain/upstreams/test-result";
import { type KeyEnv, readKey } from "./upstream-key";

/** An upstream as answers have it: whether its key is at hand, and nothing of the key. */
export function shownUpstream(row: UpstreamRow, env: KeyEnv): Upstream {
  const { state: key } = readKey(row, env);
  const { testedAt, testResult: result, testDetail: detail } = row;
  return {
    ...toTerms(row),
    state: upstreamState({ isEnabled: row.isEnabled, key }),
    key_state: key,
    test:
      testedAt === null || result === null
        ? null
        : { at: testedAt.toISOString(), result, message: describeFinding({ result, detail }) },
  };
}
