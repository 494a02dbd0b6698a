import fc from "fast-check";
import { expect, test } from "vitest";
import { formatUsd } from "../pricing/usd";
import { spendChange } from "./spend-change";

const spent = (pico: bigint) => ({ attempts: 1, cost_usd: formatUsd(pico) });

test("a change is what was spent less what was spent before, and a share of that", () => {
  expect(spendChange(spent(15n), spent(10n))).toEqual({ pico: 5n, ratio: 0.5 });
  expect(spendChange(spent(5n), spent(10n))).toEqual({ pico: -5n, ratio: -0.5 });
});

test("what was not there cost nothing, and has no share", () => {
  expect(spendChange(spent(15n), undefined)).toEqual({ pico: 15n, ratio: null });
  expect(spendChange(undefined, spent(10n))).toEqual({ pico: -10n, ratio: -1 });
  expect(spendChange({ attempts: 0, cost_usd: null }, undefined)).toEqual({ pico: 0n, ratio: null });
});

test("what has no cost has no change", () => {
  expect(spendChange({ attempts: 3, cost_usd: null }, spent(10n))).toBeNull();
  expect(spendChange(spent(10n), { attempts: 3, cost_usd: null })).toBeNull();
});

test("the changes of the rows add up to that of the total", () => {
  const costs = fc.array(fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.bigInt({ min: 0n, max: 10n ** 15n })));
  fc.assert(
    fc.property(costs, (rows) => {
      const sum = (part: 0 | 1) => spent(rows.reduce((total, row) => total + row[part], 0n));
      const parts = rows.reduce(
        (total, [now, before]) => total + (spendChange(spent(now), spent(before))?.pico ?? 0n),
        0n,
      );
      expect(parts).toBe(spendChange(sum(0), sum(1))?.pico);
    }),
  );
});
