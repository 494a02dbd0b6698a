import fc from "fast-check";
import { expect, test } from "vitest";
import { sizeClassOf } from "@/lib/domain/backtest/size-class";
import { coarser, MIX_DIMENSIONS, stratumKey } from "@/lib/domain/comparison/mix";
import { OUTCOMES } from "@/lib/domain/outcome";
import { decodeStrata, mixKinds } from "./decode-strata";
import { countKinds, StrataKinds } from "./strata-kinds";
import { NO_VALUE, type StrataPiece } from "./strata-piece";

const NAMES = new Map([
  [1, "eu"],
  [2, "us"],
  [70_000, "chat"],
  [70_001, "embeddings"],
]);
const value = fc.constantFrom(NO_VALUE, 0, 1, 7, 2 ** 40);
const attempt = fc.record({
  region: fc.constantFrom(1, 2),
  operation: fc.constantFrom(0, 70_000, 70_001),
  block: fc.integer({ min: 0, max: 3 }),
  hour: fc.integer({ min: 0, max: 23 }),
  outcome: fc.integer({ min: 0, max: OUTCOMES.length - 1 }),
  tokens: fc.constantFrom(null, 0, 999, 1_000, 65_535),
  ...{ cost: value, output: value, ttft: value, duration: value, rate: value },
});
type Attempt = typeof attempt extends fc.Arbitrary<infer T> ? T : never;

function pieceOf(attempts: readonly Attempt[]): StrataPiece {
  const column = (of: (one: Attempt) => bigint) => {
    const bytes = Buffer.alloc(attempts.length * 8);
    for (const [index, one] of attempts.entries()) bytes.writeBigInt64BE(of(one), index * 8);
    return bytes;
  };
  return {
    ...{ model: "m", n: attempts.length },
    places: column(({ region, operation }) => (BigInt(region) << 32n) | BigInt(operation)),
    facts: column(
      ({ block, hour, outcome, tokens }) =>
        (BigInt(block + 1) << 32n) | BigInt((((tokens ?? -1) + 1) << 14) | (hour << 8) | outcome),
    ),
    costs: column(({ cost }) => BigInt(cost)),
    outputs: column(({ output }) => BigInt(output)),
    ttft: column(({ ttft }) => BigInt(ttft)),
    duration: column(({ duration }) => BigInt(duration)),
    rate: column(({ rate }) => BigInt(rate)),
  };
}

function stratumOf({ region, operation, hour, tokens }: Attempt) {
  const names = { region: NAMES.get(region) ?? "", operation: NAMES.get(operation) ?? "chat" };
  return { size: sizeClassOf(tokens), hour, ...names };
}

test("whatever a mix tells apart, each group has the attempts of its kind and block of time, and no other", () => {
  const input = fc.tuple(fc.array(attempt, { maxLength: 60 }), fc.subarray([...MIX_DIMENSIONS]), fc.boolean());
  fc.assert(
    fc.property(input, ([attempts, mix, isText]) => {
      const known = new StrataKinds(NAMES);
      const piece = pieceOf(attempts);
      const kinds = known.of(piece, isText ? ["chat"] : null);
      const groups = decodeStrata(piece, { kinds, mixed: mixKinds(known.strata, mix), stride: 1 });
      const asked = attempts.filter((one) => !isText || stratumOf(one).operation === "chat");
      const keyOf = (one: Attempt) => `${one.block} ${stratumKey(coarser(stratumOf(one), mix))}`;

      expect(groups.map(({ block, stratum }) => `${block} ${stratumKey(stratum)}`)).toEqual([
        ...new Set(asked.map(keyOf)),
      ]);
      for (const group of groups) {
        const own = asked.filter((one) => keyOf(one) === `${group.block} ${stratumKey(group.stratum)}`);
        const given = (of: (one: Attempt) => number) => own.map(of).filter((n) => n !== NO_VALUE);
        expect(group).toMatchObject({
          ...{ attempts: own.length, priced: given(({ cost }) => cost).length, cost: sum(given(({ cost }) => cost)) },
          outputTokens: sum(given(({ output }) => output)),
        });
        expect(Object.values(group.outcomes)).toEqual(
          OUTCOMES.map((_, code) => own.filter(({ outcome }) => outcome === code).length),
        );
        for (const metric of ["ttft", "duration", "rate"] as const) {
          const sorted = given((one) => one[metric]).sort((a, b) => a - b);
          expect(group.samples[metric]).toMatchObject({ sorted: Float64Array.from(sorted) });
        }
      }
      const counted = countKinds([{ model: "m", kinds }], known.strata);
      expect(sum(counted.map(({ attempts: n }) => n))).toBe(asked.length);
      expect(new Set(counted.map(({ stratum }) => stratum)).size).toBe(counted.length);
    }),
  );
});

function sum(values: readonly number[]): number {
  return values.reduce((total, n) => total + n, 0);
}
