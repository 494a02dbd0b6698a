import { expect, test } from "vitest";
import { percentilesReply } from "@/lib/contract/percentiles-reply";
import type { SizeClassStats } from "@/lib/contract/size-classes";
import { NO_SAMPLES } from "@/lib/domain/sketch/summary";
import { areFailuresSized } from "./size-errors";

const none = percentilesReply(NO_SAMPLES);

function sizeOf(bounds: [number | null, number | null], error_rate: number | null): SizeClassStats {
  const [input_tokens_min, input_tokens_max] = bounds;
  return {
    ...{ name: "a size", input_tokens_min, input_tokens_max, attempts: 100, error_rate, usd_per_request: null },
    ...{ ttft_ms: none, duration_ms: none, output_tokens_per_s: none, priced_share: null },
  };
}

test("error rates by size say nothing where failures came without a size", () => {
  const known = [sizeOf([0, 1_000], 0), sizeOf([1_000, null], 0.02)];
  expect(areFailuresSized(known)).toBe(true);
  expect(areFailuresSized([...known, sizeOf([null, null], 0.15)])).toBe(false);
  expect(areFailuresSized([...known, sizeOf([null, null], 0)])).toBe(true);
  expect(areFailuresSized([...known, sizeOf([null, null], null)])).toBe(true);
});
