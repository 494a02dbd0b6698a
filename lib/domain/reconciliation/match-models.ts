import { groupBy } from "../group-by";
import { absolute, within } from "../parity/measures";
import { sum } from "./bill-groups";
import { type BillRow, compareSizes, lesser } from "./bill-row";

/** A name on the bill, and the model here that it likely means. */
export type ModelSuggestion = { provider: string; billModel: string; model: string; why: "name" | "tokens" };

const TOKENS_THOUSANDTHS = 20n;
/** Below this many, totals that agree may do so by chance. */
const TOKENS_MIN = 10_000n;
/** What says where and how a model is served, or the day of its build, and not which it is. */
const NOISE = new Set([
  ...["latest", "preview", "us", "eu", "apac", "gl", "glbl", "global", "rgnl", "regional", "data", "zone", "datazone"],
  ...["dzone", "dz", "std", "standard", "batch", "token", "tokens", "1k", "1m"],
  ...["anthropic", "openai", "meta", "mistral", "deepseek", "amazon"],
]);
/** A build's date without spaces, or its month and day; a version behind a colon; a region of a cloud. */
const NOISY = [/^\d{8}$/, /^(?:0[1-9]|1[0-2])\d{2}$/, /^v\d+:\d+$/, /^us[ew]\d$/, /^eu[cnw]\d$/];

/** Models that only the bill has, each with the one of those that only attempts have which it likely means. */
export function suggestModels(rows: readonly BillRow[]): ModelSuggestion[] {
  const suggestions: ModelSuggestion[] = [];
  for (const [provider, ofProvider] of groupBy(rows, ({ group }) => group.provider)) {
    const models = groupBy(
      ofProvider.filter(({ group }) => group.model !== null),
      ({ group }) => group.model ?? "",
    );
    const billedOnly = [...models].filter(([, of]) => of.every(({ group }) => group.own === null)).sort(byName);
    const ownOnly = new Map(
      [...models].filter(([, of]) => of.every(({ group }) => group.billed === null)).sort(byName),
    );
    for (const [name, of] of billedOnly) {
      const found = findModel(name, of, ownOnly);
      if (!found) continue;
      ownOnly.delete(found.model);
      suggestions.push({
        provider,
        billModel: of.flatMap(({ group }) => group.billed?.billModels ?? [])[0] ?? name,
        ...found,
      });
    }
  }
  return suggestions;
}

/**
 * Explains what stands on both sides under two names: as much as both have of a period and bucket, which cancels out.
 *
 * A model is compared bucket by bucket where both sides have the bucket, else as a whole.
 */
export function explainModelNames(rows: readonly BillRow[], suggestions: readonly ModelSuggestion[]): void {
  for (const { provider, billModel, model } of suggestions) {
    const ofProvider = rows.filter(({ group }) => group.provider === provider);
    const billed = ofProvider.filter(({ group }) => group.billed?.billModels.includes(billModel));
    const own = ofProvider.filter(({ group }) => group.model === model && group.own !== null);
    for (const [period, theirs] of groupBy(billed, ({ group }) => group.period)) {
      const ours = own.filter(({ group }) => group.period === period);
      cancel(theirs, ours);
    }
  }
}

function cancel(theirs: readonly BillRow[], ours: readonly BillRow[]): void {
  const [more, less] = [sum(theirs.map(({ rest }) => rest)), sum(ours.map(({ rest }) => -rest))];
  let there = lesser(more, less);
  let here = there;
  if (there <= 0n) return;
  for (const row of theirs) {
    const part = within(there, row.rest);
    there -= part;
    row.explain("model_name", part, part === row.rest ? (row.tokenRest ?? 0n) : 0n);
  }
  for (const row of ours) {
    const part = within(-here, row.rest);
    here += part;
    row.explain("model_name", part, part === row.rest ? (row.tokenRest ?? 0n) : 0n);
  }
}

function findModel(
  name: string,
  rows: readonly BillRow[],
  candidates: ReadonlyMap<string, readonly BillRow[]>,
): { model: string; why: "name" | "tokens" } | null {
  const plain = plainName(name);
  for (const model of candidates.keys()) if (plain !== "" && plainName(model) === plain) return { model, why: "name" };
  const tokens = billedTokens(rows);
  if (tokens === null || tokens < TOKENS_MIN) return null;
  const near = [...candidates].flatMap(([model, of]) => {
    const own = sum(of.map(({ group }) => group.own?.tokens ?? 0n));
    const off = absolute(own - tokens);
    return off * 1_000n <= tokens * TOKENS_THOUSANDTHS ? [{ model, off }] : [];
  });
  const [best] = near.sort((a, b) => compareSizes(b.off, a.off));
  return best ? { model: best.model, why: "tokens" } : null;
}

function billedTokens(rows: readonly BillRow[]): bigint | null {
  const counts = rows.map(({ group }) => group.billed?.tokens ?? null);
  return counts.every((count) => count !== null) ? sum(counts) : null;
}

/** A model's name without spelling and what does not say which it is. */
export function plainName(name: string): string {
  const words = name
    .toLowerCase()
    .split(/[^a-z0-9:]+/)
    .filter((word) => word !== "");
  return words
    .filter((word, index) => !isNoise(word) && !isInDate(words, index))
    .join("")
    .replaceAll(":", "");
}

function isNoise(word: string): boolean {
  return NOISE.has(word) || NOISY.some((pattern) => pattern.test(word));
}

/** Whether a word is the year, the month or the day of a date in three words. */
function isInDate(words: readonly string[], index: number): boolean {
  return [0, 1, 2].some((back) => {
    const [year = "", month = "", day = ""] = words.slice(Math.max(0, index - back), index - back + 3);
    return index >= back && /^\d{4}$/.test(year) && /^\d{2}$/.test(month) && /^\d{2}$/.test(day);
  });
}

function byName(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : 1;
}
