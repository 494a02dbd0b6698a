import type { Sketch } from "../sketch/sketch";
import type { IngestCounts } from "./ingest-checks";

/** Where records come from: the key (null for a file or a user), and the format it comes in. */
export type IngestSource = { keyId: string | null; source: string };

/** How many entries were left out for a reason, and what one of them is called. */
export type IgnoredEntries = { readonly [reason: string]: { n: number; example: string | null } };

/** So many reasons are told apart of one source in one hour. */
const REASONS_MAX = 30;
const OTHER_REASONS = "for other reasons";

/** Both together; what goes beyond the reasons told apart counts as others. */
export function addIgnored(known: IgnoredEntries, more: IgnoredEntries): IgnoredEntries {
  const sum: Record<string, { n: number; example: string | null }> = { ...known };
  for (const [reason, { n, example }] of Object.entries(more)) {
    const isFull = !Object.hasOwn(sum, reason) && Object.keys(sum).length >= REASONS_MAX;
    const name = isFull ? OTHER_REASONS : reason;
    const own = Object.hasOwn(sum, name) ? sum[name] : undefined;
    sum[name] = { n: (own?.n ?? 0) + n, example: own?.example ?? example };
  }
  return sum;
}

/** How many, how many of them have a price, and what their other readings would cost more together, in pico USD. */
export type AmbiguousUsage = { n: number; priced: number; differencePico: bigint };

export const NO_AMBIGUOUS: Readonly<AmbiguousUsage> = { n: 0, priced: 0, differencePico: 0n };

export function addAmbiguous(a: AmbiguousUsage, b: AmbiguousUsage): AmbiguousUsage {
  return { n: a.n + b.n, priced: a.priced + b.priced, differencePico: a.differencePico + b.differencePico };
}

/** What arrived from one source in a minute or an hour. */
export type IngestedMinute = IngestSource & {
  /** When the stretch of arrival begins, in epoch µs. */
  startsAtUs: number;
  posts: number;
  duplicates: number;
  rejected: number;
  /** Attempts that arrived more than five minutes after their end. */
  late: number;
  /** Of the attempts that were new, those whose usage can be read in two ways. */
  ambiguous: AmbiguousUsage;
  /** What was no call of a model, by why. */
  ignored: IgnoredEntries;
  /** Of the attempts that were new. */
  counts: IngestCounts;
  /** From the end of those attempts to their arrival, in µs. */
  lag: Sketch;
};
