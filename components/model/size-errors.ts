import type { SizeClassStats } from "@/lib/contract/size-classes";

/** No range of tokens has what is unknown. */
export function isUnknownSize({
  input_tokens_min,
  input_tokens_max,
}: Pick<SizeClassStats, "input_tokens_min" | "input_tokens_max">): boolean {
  return input_tokens_min === null && input_tokens_max === null;
}

/** Whether sizes can be compared by their error rates: not where failures are of unknown size, since each would have too low a rate. */
export function areFailuresSized(sizes: readonly SizeClassStats[]): boolean {
  return sizes.every((size) => !isUnknownSize(size) || !size.error_rate);
}
