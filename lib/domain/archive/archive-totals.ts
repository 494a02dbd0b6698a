import { type ArchiveRow, archivePlace } from "./archive-columns";

/** What the sums of a day are kept by, and what of them a file is compared with. */
export const TOTALLED_BY = ["model", "provider", "region", "tier"] as const;
export const TOTALS = [
  ...["input_tokens", "cached_input_tokens", "cache_write_tokens", "output_tokens", "reasoning_tokens"],
  ...["cost_pico", "reported_cost_pico"],
] as const;

const GROUP_PLACES = TOTALLED_BY.map(archivePlace);
const TOTAL_PLACES = TOTALS.map(archivePlace);

/** By group (the names of TOTALLED_BY as JSON): how many attempts, and the sums of TOTALS. */
export type ArchiveTotals = Map<string, bigint[]>;

export function groupKey(names: readonly (string | null)[]): string {
  return JSON.stringify(names);
}

/** Adds rows to totals. */
export function addTotals(totals: ArchiveTotals, rows: readonly ArchiveRow[]): void {
  for (const row of rows) {
    const key = JSON.stringify(GROUP_PLACES.map((place) => row[place] ?? null));
    const sums = totals.get(key) ?? [0n, ...TOTALS.map(() => 0n)];
    sums[0] = (sums[0] ?? 0n) + 1n;
    for (const [index, place] of TOTAL_PLACES.entries()) {
      const value = row[place];
      if (typeof value === "number" || typeof value === "bigint")
        sums[index + 1] = (sums[index + 1] ?? 0n) + BigInt(value);
    }
    totals.set(key, sums);
  }
}

/** `less` where the file lacks attempts that were counted, `other` where it has what never was. */
export type TotalsComparison = { is: "equal" | "less" | "other"; difference: string | null };

/** Compares what a file has with what the sums of its day say; the first group that differs is named. */
export function compareTotals(found: ArchiveTotals, expected: ArchiveTotals): TotalsComparison {
  let less: string | null = null;
  for (const key of new Set([...expected.keys(), ...found.keys()])) {
    for (const [index, name] of ["attempts", ...TOTALS].entries()) {
      const [has, counted] = [found.get(key)?.[index] ?? 0n, expected.get(key)?.[index] ?? 0n];
      if (has === counted) continue;
      const difference = `${name} of ${key}: ${has} in the file, ${counted} in the sums`;
      if (has > counted) return { is: "other", difference };
      less ??= difference;
    }
  }
  return { is: less === null ? "equal" : "less", difference: less };
}
