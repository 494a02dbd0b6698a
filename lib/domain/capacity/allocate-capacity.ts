import { shareOut } from "./share-out";

/** What one owner used of capacity in one period, and what it would have cost by the token, in pico USD. */
export type PeriodUse<Owner> = {
  period: number;
  owner: Owner;
  tokens: number;
  tokenPico: bigint;
  /** Whether the tokens are those that `tokenPico` is of. */
  isPriced: boolean;
};

export type Allocated<Owner> = PeriodUse<Owner> & { pico: bigint };
export type Allocation<Owner> = {
  shares: Allocated<Owner>[];
  /** The periods that were idle, with what each cost, and the sum of them. */
  idle: { period: number; pico: bigint }[];
  idlePico: bigint;
};

/**
 * What each period of capacity cost, shared out over who used it then: in proportion to what their tokens cost by the token, where
 * all of the period have a price, else to the tokens. A period without use is idle. Shares and idle add up to the cost exactly.
 */
export function allocateCapacity<Owner>(
  costs: readonly bigint[],
  uses: readonly PeriodUse<Owner>[],
): Allocation<Owner> {
  const byPeriod: PeriodUse<Owner>[][] = costs.map(() => []);
  for (const use of uses) byPeriod[use.period]?.push(use);
  const idle: { period: number; pico: bigint }[] = [];
  const shares: Allocated<Owner>[] = [];
  for (const [period, own] of byPeriod.entries()) {
    const cost = costs[period] ?? 0n;
    const weights = weightsOf(own);
    if (weights.every((weight) => weight === 0n)) idle.push({ period, pico: cost });
    for (const [place, pico] of shareOut(cost, weights).entries()) {
      const use = own[place];
      if (use) shares.push({ ...use, pico });
    }
  }
  return { shares, idle, idlePico: idle.reduce((sum, { pico }) => sum + pico, 0n) };
}

function weightsOf<Owner>(uses: readonly PeriodUse<Owner>[]): bigint[] {
  const isAllPriced = uses.every(({ tokens, isPriced }) => tokens === 0 || isPriced);
  const byPrice = uses.map(({ tokenPico }) => tokenPico);
  const hasPrice = isAllPriced && byPrice.some((weight) => weight > 0n);
  return hasPrice ? byPrice : uses.map(({ tokens }) => BigInt(tokens));
}
