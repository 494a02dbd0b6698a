import { addKnown } from "../add-known";
import { type BillBucket, isAdjustment } from "./bill-buckets";
import type { ConvertedLine, OwnLine } from "./bill-line";

/** What the bill says of a group. */
export type BilledSide = {
  tokens: bigint | null;
  picoUsd: bigint | null;
  listPicoUsd: bigint | null;
  roundingPicoUsd: bigint;
  /** As billed, by currency. */
  amounts: readonly { currency: string; pico: bigint }[];
  tiers: readonly string[];
  billModels: readonly string[];
  lines: number;
};
/** What is counted here of it. */
export type OwnSide = Omit<OwnLine, "period" | "provider" | "model" | "bucket" | "tier"> & { tiers: readonly string[] };

/** Where the two sides are compared. A null model stands for all models of a provider. */
export type GroupKey = { period: string; provider: string; model: string | null; bucket: BillBucket };
export type BillGroup = GroupKey & { billed: BilledSide | null; own: OwnSide | null };

const STANDARD: ReadonlySet<string> = new Set(["standard", "default", "auto", "on_demand", "on-demand"]);

/**
 * Both sides side by side, each as fine as the coarser of them: where a bill names no bucket of a model, or no model of a
 * provider, what is counted here is added up.
 */
export function groupBill(billed: readonly ConvertedLine[], own: readonly OwnLine[]): BillGroup[] {
  const tokenLines = billed.filter(isTokens);
  const named = new Set(tokenLines.filter(({ model }) => model !== null).map(({ provider }) => provider));
  const wholes = new Set(tokenLines.map(({ provider }) => provider).filter((provider) => !named.has(provider)));
  const unsplit = new Set(
    [...tokenLines, ...own].filter(({ bucket }) => bucket === "all").map(({ provider, model }) => key(provider, model)),
  );
  const place = <Line extends { period: string; provider: string; model: string | null; bucket: BillBucket }>(
    line: Line,
  ): GroupKey => {
    const { period, provider } = line;
    if (isAdjustment(line.bucket)) return { period, provider, model: line.model, bucket: line.bucket };
    if (wholes.has(provider)) return { period, provider, model: null, bucket: "all" };
    // A line without a model, beside others that have one, is about no model's tokens.
    if (line.model === null) return { period, provider, model: null, bucket: "other" };
    if (line.bucket !== "other" && unsplit.has(key(provider, line.model))) {
      return { period, provider, model: line.model, bucket: "all" };
    }
    return { period, provider, model: line.model, bucket: line.bucket };
  };
  const groups = new Map<string, GroupKey & { billed: ConvertedLine[]; own: OwnLine[] }>();
  const groupAt = (at: GroupKey) => {
    const id = [at.period, at.provider, at.model ?? "\u0001", at.bucket].join("\u0000");
    const group = groups.get(id) ?? { ...at, billed: [], own: [] };
    groups.set(id, group);
    return group;
  };
  for (const line of billed) groupAt(place(line)).billed.push(line);
  for (const line of own) groupAt(place(line)).own.push(line);
  return [...groups.values()].map((group) => ({ ...group, billed: billedSide(group.billed), own: ownSide(group.own) }));
}

function isTokens({ bucket }: ConvertedLine): boolean {
  return !isAdjustment(bucket) && bucket !== "other";
}

function key(provider: string, model: string | null): string {
  return JSON.stringify([provider, model]);
}

function billedSide(lines: readonly ConvertedLine[]): BilledSide | null {
  if (lines.length === 0) return null;
  const amounts = new Map<string, bigint>();
  for (const { amountPico, currency } of lines) {
    if (amountPico !== null && currency !== null) amounts.set(currency, (amounts.get(currency) ?? 0n) + amountPico);
  }
  const isListed = lines.some(({ listPicoUsd }) => listPicoUsd !== null);
  return {
    tokens: tokensOf(lines),
    picoUsd: addKnown(lines.map(({ picoUsd }) => picoUsd)),
    listPicoUsd: isListed ? sum(lines.map(({ listPicoUsd, picoUsd }) => listPicoUsd ?? picoUsd ?? 0n)) : null,
    roundingPicoUsd: sum(lines.map(({ roundingPicoUsd }) => roundingPicoUsd)),
    amounts: [...amounts].map(([currency, pico]) => ({ currency, pico })).sort(byCurrency),
    tiers: distinct(lines.map(({ tier }) => tier).filter((tier) => tier !== null)),
    billModels: distinct(lines.flatMap(({ billModel }) => billModel ?? [])),
    lines: lines.reduce((count, line) => count + line.lines, 0),
  };
}

/** Unknown where a charge comes without a quantity, unless usage and charges are lines of their own. */
function tokensOf(lines: readonly ConvertedLine[]): bigint | null {
  const isApart = lines.every(({ tokens, amountPico }) => (tokens === null) !== (amountPico === null));
  return isApart || lines.every(({ tokens }) => tokens !== null) ? addKnown(lines.map(({ tokens }) => tokens)) : null;
}

function ownSide(lines: readonly OwnLine[]): OwnSide | null {
  if (lines.length === 0) return null;
  return {
    tokens: sum(lines.map(({ tokens }) => tokens)),
    pricedTokens: sum(lines.map(({ pricedTokens }) => pricedTokens)),
    picoUsd: sum(lines.map(({ picoUsd }) => picoUsd)),
    estimatedPicoUsd: sum(lines.map(({ estimatedPicoUsd }) => estimatedPicoUsd)),
    priceIds: distinct(lines.flatMap(({ priceIds }) => priceIds)),
    currencies: distinct(lines.flatMap(({ currencies }) => currencies)),
    tiers: distinct(lines.map(({ tier }) => tier).filter((tier) => tier !== null)),
  };
}

/** Tiers beside the standard one. */
export function specialTiers(tiers: readonly string[]): string[] {
  return tiers.map((tier) => tier.toLowerCase()).filter((tier) => !STANDARD.has(tier));
}

export function sum(values: readonly bigint[]): bigint {
  return values.reduce((a, b) => a + b, 0n);
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

function byCurrency(a: { currency: string }, b: { currency: string }): number {
  return a.currency < b.currency ? -1 : 1;
}
