import fc from "fast-check";
import { expect, test } from "vitest";
import { TOKEN_METERS } from "@/lib/domain/focus/token-meters";
import type { MonthRow } from "@/lib/domain/months/month-row";
import { COST_BUCKETS, costParts, MonthSums } from "@/lib/domain/months/month-sums";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { recordOf } from "@/lib/domain/record-of";
import { formatMonthRow, MONTH_ROW_COLUMNS, parseMonthRow } from "./month-row";
import { statementSums } from "./statement-sums";

const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }).filter((text) => text.isWellFormed());
const count = fc.nat(10 ** 9);
const pico = fc.bigInt(0n, 10n ** 18n);
const day = fc.nat(20_000).map((number) => number * 86_400_000);
const tags = ["app", "tier", "router", "operation", "team", "key", "environment", "feature", "agent", "stage"] as const;
const owner = (source: "attempts" | "usage record") =>
  fc.record({
    ...{ provider: name, issuer: name, model: fc.option(name), region: fc.option(name), principal: fc.option(name) },
    tags: fc.record(recordOf(tags, () => fc.option(name))),
    source: fc.constant(source),
  });
const meters = fc.record(recordOf(TOKEN_METERS, () => count));
const attempts: fc.Arbitrary<MonthRow> = fc
  .record({
    ...{ fromMs: day, owner: owner("attempts"), priceId: fc.option(name), priced: count, unpriced: count },
    ...{ parts: fc.record(recordOf(COST_BUCKETS, () => pico)), used: meters, charged: meters },
    unpricedTokens: fc.option(count),
  })
  .map(({ unpriced, parts, ...row }) => {
    const known = row.priced === 0 ? costParts({}) : parts;
    const costPico = COST_BUCKETS.reduce((sum, bucket) => sum + known[bucket], 0n);
    return {
      ...{ ...row, kind: "attempts", toMs: row.fromMs + 60_000, attempts: row.priced + unpriced, parts: known },
      ...{ estimated: 0, costPico, estimatedPico: 0n },
    };
  });
const usage: fc.Arbitrary<MonthRow> = fc
  .record({
    ...{ fromMs: day, owner: owner("usage record"), priceId: fc.option(name), id: name, costPico: fc.option(pico) },
    ...{ tokens: fc.option(count), otherAmount: fc.option(name) },
  })
  .map((row) => ({ ...row, kind: "usage", toMs: row.fromMs + 1_000, isEstimated: false }));
const row = fc.oneof(attempts, usage);

test("a row reads back from its line as it was", () => {
  fc.assert(
    fc.property(row, (one) => {
      expect(parseMonthRow(formatMonthRow(one))).toEqual(one);
    }),
  );
});

test("models, and apps with their teams, add up to the totals, whatever the rows and their order", () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
      const [sums, turned] = [new MonthSums(), new MonthSums()];
      for (const one of rows) sums.add(one);
      for (const one of rows.toReversed()) turned.add(one);
      const { totals, models, owners } = statementSums(sums);
      expect(statementSums(turned)).toEqual({ totals, models, owners });
      const add = (parts: { cost_usd: string | null }[]) =>
        parts.reduce((sum, part) => sum + (parseUsd(part.cost_usd ?? "0") ?? 0n), 0n);
      const total = parseUsd(totals.cost_usd ?? "0");
      expect([add(models), add(owners)]).toEqual([total, total]);
      expect(add(models.flatMap(({ buckets }) => Object.values(buckets)))).toBe(total);
      for (const parts of [models, owners]) {
        expect(parts.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(totals.attempts);
      }
    }),
  );
});

test.each(["", "{}", "[]", JSON.stringify(MONTH_ROW_COLUMNS), "[1", JSON.stringify(MONTH_ROW_COLUMNS.map(() => null))])(
  "%s is no row",
  (line) => {
    expect(() => parseMonthRow(line)).toThrow();
  },
);
