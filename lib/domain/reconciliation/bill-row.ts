import { groupBy } from "../group-by";
import { absolute } from "../parity/measures";
import { divideHalfEven } from "../pricing/divide-half-even";
import { type BillGroup, sum } from "./bill-groups";
import type { BillPart, BillReason } from "./reasons";

/** So much for so many tokens. */
export type UnitPrice = { picoUsd: bigint; tokens: bigint };

/** A group whose difference is being explained: what is explained and what is left always add up to it. */
export class BillRow {
  readonly group: BillGroup;
  /** What the bill charges or, where it has usage alone, that usage at the price here; null where neither is known. */
  readonly billedPico: bigint | null;
  readonly ownPico: bigint;
  /** More on the bill than here; null where what is billed is not known. */
  readonly difference: bigint | null;
  /** Null where the bill has no quantity. */
  readonly tokenDifference: bigint | null;
  readonly unitPrice: UnitPrice | null;
  #parts: BillPart[] = [];

  constructor(group: BillGroup, unitPrice: UnitPrice | null) {
    const { billed, own } = group;
    this.group = group;
    this.unitPrice = unitPrice;
    this.ownPico = own?.picoUsd ?? 0n;
    const tokens = billed === null ? 0n : billed.tokens;
    this.billedPico = billedPico(group, unitPrice);
    this.difference = this.billedPico === null ? null : this.billedPico - this.ownPico;
    this.tokenDifference = tokens === null ? null : tokens - (own?.tokens ?? 0n);
  }

  get parts(): readonly BillPart[] {
    return this.#parts;
  }

  /** What no reason explains yet; nothing where the difference is not known. */
  get rest(): bigint {
    return this.difference === null ? 0n : this.difference - sum(this.#parts.map(({ picoUsd }) => picoUsd));
  }

  get tokenRest(): bigint | null {
    return this.tokenDifference === null ? null : this.tokenDifference - sum(this.#parts.map(({ tokens }) => tokens));
  }

  explain(reason: BillReason, picoUsd: bigint, tokens = 0n): void {
    if (this.difference === null || (picoUsd === 0n && tokens === 0n)) return;
    this.#parts.push({ reason, picoUsd, tokens });
  }

  /** What so many tokens cost here; the whole rest where no price is known. */
  priceOf(tokens: bigint): bigint {
    return this.unitPrice ? costOfTokens(tokens, this.unitPrice) : this.rest;
  }
}

/**
 * The rows of groups. Tokens cost what those of the same group cost here, else of the same model and bucket in other periods,
 * else what the bill says.
 */
export function rowsOf(groups: readonly BillGroup[]): BillRow[] {
  const series = groupBy(groups, seriesKey);
  const averages = new Map([...series].map(([key, same]) => [key, averageOf(same)]));
  return groups.map((group) => {
    const { own, billed } = group;
    const average = averages.get(seriesKey(group)) ?? null;
    const here = own && own.pricedTokens > 0n ? { picoUsd: own.picoUsd, tokens: own.pricedTokens } : average;
    const there =
      billed?.picoUsd != null && billed.tokens !== null && billed.tokens > 0n
        ? { picoUsd: billed.picoUsd, tokens: billed.tokens }
        : null;
    return new BillRow(group, here ?? there);
  });
}

/** Rows of the same provider, model and bucket belong to one series. */
export function seriesKey({ provider, model, bucket }: Pick<BillGroup, "provider" | "model" | "bucket">): string {
  return JSON.stringify([provider, model, bucket]);
}

export function costOfTokens(tokens: bigint, { picoUsd, tokens: each }: UnitPrice): bigint {
  return divideHalfEven(tokens * picoUsd, each);
}

export function lesser(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}

/** The larger first, whatever their signs; equal ones stay as they are. */
export function compareSizes(a: bigint, b: bigint): number {
  const [first, second] = [absolute(a), absolute(b)];
  return first === second ? 0 : first > second ? -1 : 1;
}

function averageOf(groups: readonly BillGroup[]): UnitPrice | null {
  const tokens = sum(groups.map(({ own }) => own?.pricedTokens ?? 0n));
  return tokens === 0n ? null : { picoUsd: sum(groups.map(({ own }) => own?.picoUsd ?? 0n)), tokens };
}

function billedPico({ billed }: BillGroup, unitPrice: UnitPrice | null): bigint | null {
  if (billed === null) return 0n;
  if (billed.picoUsd !== null) return billed.picoUsd;
  return billed.tokens !== null && unitPrice ? costOfTokens(billed.tokens, unitPrice) : null;
}
