import { BUCKETS, type Counts, NO_COUNTS } from "../usage/counts";
import { INSIDE, type Meaning } from "../usage/meaning";
import { settleUsage } from "../usage/settle-usage";
import { tokensIn } from "./amount-fields";
import type { BillEntry } from "./bill-entry";
import type { TOKEN_FIELDS } from "./bill-fields";

type TokenField = (typeof TOKEN_FIELDS)[number];
type Shared = Omit<BillEntry, "bucket" | "tokens">;

/** The entries of a row that has a column for each kind of tokens; with one amount for all of them it is one entry. */
export function tokenEntries(shared: Shared, value: (field: TokenField) => unknown): BillEntry[] {
  const count = (field: TokenField) => {
    const tokens = tokensIn(value(field), 1n);
    return tokens === null ? null : Number(tokens);
  };
  const counts: Counts = {
    ...NO_COUNTS,
    input: count("input_tokens"),
    uncachedInput: count("uncached_input_tokens"),
    cachedInput: count("cached_input_tokens"),
    cacheWrite: count("cache_write_tokens"),
    output: count("output_tokens"),
  };
  return countEntries(shared, counts, INSIDE);
}

/** The same for counts of which it is known what they mean. */
export function countEntries(
  shared: Shared,
  given: Partial<Record<(typeof BUCKETS)[number], number | null>>,
  meaning: Meaning,
): BillEntry[] {
  const counts: Counts = { ...NO_COUNTS };
  for (const bucket of BUCKETS) counts[bucket] = given[bucket] ?? null;
  const { tokens } = settleUsage(counts, meaning);
  const cached = BigInt(tokens.cached_input_tokens ?? 0);
  const written = BigInt(tokens.cache_write_tokens ?? 0);
  const whole = BigInt(tokens.input_tokens ?? 0);
  const uncached = whole - cached - written;
  const split = [
    { bucket: "input", tokens: uncached > 0n ? uncached : 0n },
    { bucket: "cached_input", tokens: cached },
    { bucket: "cache_write", tokens: written },
    { bucket: "output", tokens: BigInt(tokens.output_tokens ?? 0) },
  ] as const;
  if (shared.amountPico !== null) {
    return [{ ...shared, bucket: "all", tokens: split.reduce((sum, each) => sum + each.tokens, 0n) }];
  }
  return split.filter((each) => each.tokens > 0n).map((each) => ({ ...shared, ...each }));
}
