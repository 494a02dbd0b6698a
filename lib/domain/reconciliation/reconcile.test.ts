import fc from "fast-check";
import { expect, test } from "vitest";
import { formatUsd, parseUsd } from "../pricing/usd";
import { BILL_BUCKETS, type BillBucket } from "./bill-buckets";
import type { ConvertedLine, OwnLine } from "./bill-line";
import { lesser } from "./bill-row";
import { plainName } from "./match-models";
import { type Reconciled, reconcile } from "./reconcile";

const usd = (text: string) => parseUsd(text) ?? 0n;

type Billed = Partial<ConvertedLine> & { usd?: string };
function billed({ usd: amount, ...line }: Billed = {}): ConvertedLine {
  const pico = amount === undefined ? null : usd(amount);
  return {
    ...{ period: "2026-03-01", provider: "openai", model: "gpt-4o", billModel: line.model ?? "gpt-4o" },
    ...{ bucket: "input", tier: null, tokens: null, amountPico: pico, currency: pico === null ? null : "USD" },
    ...{ picoUsd: pico, listPicoUsd: null, roundingPicoUsd: 0n, lines: 1 },
    ...line,
  };
}

type Own = Partial<OwnLine> & { usd: string };
function own({ usd: amount, ...line }: Own): OwnLine {
  return {
    ...{ period: "2026-03-01", provider: "openai", model: "gpt-4o", bucket: "input", tier: null },
    ...{ tokens: 1_000_000n, pricedTokens: line.tokens ?? 1_000_000n, picoUsd: usd(amount), estimatedPicoUsd: 0n },
    ...{ priceIds: ["1"], currencies: ["USD"] },
    ...line,
  };
}

/** Reasons in dollars, with what is left. */
function why({ total }: Pick<Reconciled, "total">): Record<string, string> {
  const parts = Object.fromEntries(total.parts.map(({ reason, picoUsd }) => [reason, formatUsd(picoUsd)]));
  return total.unexplained === 0n ? parts : { ...parts, unexplained: formatUsd(total.unexplained) };
}

test("half as much again at the same price was not sent through here", () => {
  // 1.5 M billed at $2/M = $3; 1 M here = $2.
  const result = reconcile([billed({ tokens: 1_500_000n, usd: "3" })], [own({ usd: "2" })]);

  expect(why(result)).toEqual({ not_routed: "1" });
  expect(result.rows[0]).toMatchObject({ status: "explained", parts: [{ tokens: 500_000n }] });
});

test("more tokens at another price are two parts: quantity at the price here, then price at their quantity", () => {
  // 1.5 M at $2.50/M = $3.75; 1 M at $2/M = $2. 0.5 M x $2 = $1, 1.5 M x $0.50 = $0.75.
  expect(why(reconcile([billed({ tokens: 1_500_000n, usd: "3.75" })], [own({ usd: "2" })]))).toEqual({
    not_routed: "1",
    price: "0.75",
  });
});

test("input that the bill counts as uncached is a matter of class, each class at its price", () => {
  // $2/M and $0.20/M. Here 600 k and 400 k, billed 800 k and 200 k: 200 k x ($2 - $0.20) = $0.36.
  const result = reconcile(
    [billed({ tokens: 800_000n, usd: "1.6" }), billed({ bucket: "cached_input", tokens: 200_000n, usd: "0.04" })],
    [own({ tokens: 600_000n, usd: "1.2" }), own({ bucket: "cached_input", tokens: 400_000n, usd: "0.08" })],
  );

  expect(why(result)).toEqual({ cache_class: "0.36" });
  expect(result.rows.map(({ parts }) => parts[0]?.picoUsd)).toEqual([usd("0.4"), usd("-0.04")]);
});

test("days that even out are another zone's, and cost nothing", () => {
  const days = ["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04"];
  const billedTokens = [900_000n, 1_200_000n, 700_000n, 1_200_000n];
  const result = reconcile(
    days.map((period, at) =>
      billed({ period, tokens: billedTokens[at] ?? 0n, usd: formatUsd((billedTokens[at] ?? 0n) * 2_000_000n) }),
    ),
    days.map((period) => own({ period, usd: "2" })),
  );

  expect(result.total).toMatchObject({ difference: 0n, unexplained: 0n, parts: [] });
  expect(result.rows.map(({ parts }) => parts.map(({ reason, picoUsd }) => [reason, formatUsd(picoUsd)]))).toEqual([
    [["day_shift", "-0.2"]],
    [["day_shift", "0.4"]],
    [["day_shift", "-0.6"]],
    [["day_shift", "0.4"]],
  ]);
});

test("a day that only grew stays unrouted traffic, though a neighbour has less", () => {
  const result = reconcile(
    [billed({ tokens: 1_500_000n, usd: "3" }), billed({ period: "2026-03-02", tokens: 990_000n, usd: "1.98" })],
    [own({ usd: "2" }), own({ period: "2026-03-02", usd: "2" })],
  );

  expect(why(result)).toEqual({ not_routed: "1", not_on_bill: "-0.02" });
});

test("a model of another name cancels out, and the name is suggested", () => {
  const result = reconcile([billed({ model: "gpt-4o-0806-glbl", tokens: 1_000_000n, usd: "2" })], [own({ usd: "2" })]);

  expect(result.suggestions).toEqual([
    { provider: "openai", billModel: "gpt-4o-0806-glbl", model: "gpt-4o", why: "name" },
  ]);
  expect(result.total).toMatchObject({ difference: 0n, unexplained: 0n });
  expect(result.rows.map(({ parts }) => parts[0]?.reason)).toEqual(["model_name", "model_name"]);
});

test("one model's name within another's is no suggestion", () => {
  expect(reconcile([billed({ model: "gpt-4o-mini", tokens: 10n, usd: "1" })], [own({ usd: "2" })]).suggestions).toEqual(
    [],
  );
  expect(plainName("gpt-4o-2024-08-06")).toBe("gpt4o");
  expect(plainName("us.anthropic.claude-sonnet-4-20250514-v1:0")).toBe("claudesonnet4");
});

test("what has no price here is explained by what the bill charges for it", () => {
  // 1 M at $2/M; 400 k of it have no price here, 600 k cost $1.20.
  expect(
    why(
      reconcile(
        [billed({ tokens: 1_000_000n, usd: "2" })],
        [own({ tokens: 1_000_000n, pricedTokens: 600_000n, usd: "1.2" })],
      ),
    ),
  ).toEqual({ unpriced: "0.8" });
});

test("usage here that is estimated explains as much as it costs, and no more", () => {
  // 700 k billed, 1 M here of which $0.40 estimated: of the $0.60 too much, $0.40.
  expect(
    why(reconcile([billed({ tokens: 700_000n, usd: "1.4" })], [own({ usd: "2", estimatedPicoUsd: usd("0.4") })])),
  ).toEqual({ estimated: "-0.4", not_on_bill: "-0.2" });
});

test("half the price is batch, and so is a tier that the bill names and attempts do not", () => {
  expect(why(reconcile([billed({ tokens: 1_000_000n, usd: "1" })], [own({ usd: "2" })]))).toEqual({
    service_tier: "-1",
  });
  expect(why(reconcile([billed({ tokens: 1_000_000n, usd: "1.7", tier: "flex" })], [own({ usd: "2" })]))).toEqual({
    service_tier: "-0.3",
  });
});

test("the bill's own discount explains a lower bill, as far as it is lower", () => {
  // 10 % off $2.20 is $1.98.
  expect(
    why(reconcile([billed({ tokens: 1_000_000n, usd: "1.98", listPicoUsd: usd("2.2") })], [own({ usd: "2.2" })])),
  ).toEqual({ discount: "-0.22" });
  expect(
    why(reconcile([billed({ tokens: 1_000_000n, usd: "1.98", listPicoUsd: usd("2.2") })], [own({ usd: "2" })])),
  ).toEqual({ discount: "-0.02" });
});

test("credits, taxes and fees are no usage", () => {
  expect(
    why(
      reconcile(
        [
          billed({ bucket: "credit", model: null, usd: "-5" }),
          billed({ bucket: "tax", model: null, usd: "1.9" }),
          billed({ bucket: "other", model: null, usd: "0.3" }),
        ],
        [],
      ),
    ),
  ).toEqual({ fees: "0.3", credit: "-5", tax: "1.9" });
});

test("a bill in dollars of a price in yuan differs by the rate, a few percent at most", () => {
  const yuan = own({ usd: "2", currencies: ["CNY"] });
  expect(why(reconcile([billed({ tokens: 1_000_000n, usd: "2.04" })], [yuan]))).toEqual({ currency_rate: "0.04" });
  expect(why(reconcile([billed({ tokens: 1_000_000n, usd: "2.4" })], [yuan]))).toEqual({ price: "0.4" });
});

test("without quantities, what is neither rounding nor one-sided stays unexplained", () => {
  const cents = usd("0.005");
  expect(why(reconcile([billed({ usd: "2.01", roundingPicoUsd: 2n * cents })], [own({ usd: "2" })]))).toEqual({
    rounding: "0.01",
  });
  expect(why(reconcile([billed({ usd: "2.5", roundingPicoUsd: cents })], [own({ usd: "2" })]))).toEqual({
    unexplained: "0.5",
  });
  expect(why(reconcile([billed({ usd: "2.5" })], []))).toEqual({ not_routed: "2.5" });
});

test("a bill that names no buckets is compared by model, one that names no models by provider", () => {
  const ours = [own({ usd: "2" }), own({ bucket: "output", tokens: 100_000n, usd: "1" })];
  expect(reconcile([billed({ bucket: "all", usd: "3" })], ours).rows).toMatchObject([
    { model: "gpt-4o", bucket: "all", status: "equal" },
  ]);
  expect(
    reconcile(
      [billed({ bucket: "all", model: null, billModel: null, usd: "5" })],
      [...ours, own({ model: "o3", usd: "2" })],
    ).rows,
  ).toMatchObject([{ model: null, bucket: "all", status: "equal" }]);
});

test("an export of usage alone is valued at the price here; without one the row is unknown", () => {
  const usage = billed({ tokens: 1_500_000n });
  expect(why(reconcile([usage], [own({ usd: "2" })]))).toEqual({ not_routed: "1" });
  expect(reconcile([usage], []).rows).toMatchObject([{ status: "unknown", difference: null, unexplained: null }]);
});

const name = fc.constantFrom("gpt-4o", "o3", "gpt-4o-0806");
const tokens = fc.bigInt({ min: 0n, max: 5_000_000n });
const pico = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 13n });
const shared = {
  period: fc.constantFrom("2026-03-01", "2026-03-02", "2026-03-03", "2026-03-05"),
  provider: fc.constantFrom("openai", "azure"),
  bucket: fc.constantFrom(...BILL_BUCKETS),
  tier: fc.constantFrom(null, "batch", "standard"),
};
const billLines = fc.array(
  fc
    .record({
      ...shared,
      model: fc.option(name),
      tokens: fc.option(tokens),
      amount: fc.option(pico),
      list: fc.option(pico),
    })
    .map(({ amount, list, ...line }) =>
      billed({
        ...line,
        ...{ billModel: line.model, amountPico: amount, picoUsd: amount, currency: amount === null ? null : "USD" },
        ...{ listPicoUsd: list, roundingPicoUsd: 5_000_000_000n },
      }),
    ),
  { maxLength: 25 },
);
const ownLines = fc.array(
  fc
    .record({
      ...shared,
      bucket: fc.constantFrom<BillBucket[]>("input", "cached_input", "cache_write", "output", "all", "other"),
      model: name,
    })
    .chain((line) =>
      fc
        .record({ tokens, priced: tokens, cost: fc.bigInt({ min: 0n, max: 10n ** 13n }) })
        .map(({ cost, priced, ...rest }) => {
          const pricedTokens = lesser(priced, rest.tokens);
          const picoUsd = pricedTokens === 0n ? 0n : cost;
          return own({
            ...line,

            tokens: rest.tokens,
            pricedTokens,
            picoUsd,
            estimatedPicoUsd: picoUsd / 3n,
            usd: "0",
          });
        }),
    ),
  { maxLength: 25 },
);
const total = (values: readonly bigint[]) => values.reduce((a, b) => a + b, 0n);

test("reasons and what is unexplained add up to what the bill has more, in each row and in all", () => {
  fc.assert(
    fc.property(billLines, ownLines, (theirs, ours) => {
      const { rows, total: all } = reconcile(theirs, ours);
      for (const { difference, parts, unexplained, billedPicoUsd, ownPicoUsd } of rows) {
        if (difference === null || billedPicoUsd === null) continue;
        expect(difference).toBe(billedPicoUsd - ownPicoUsd);
        expect(total(parts.map(({ picoUsd }) => picoUsd)) + (unexplained ?? 0n)).toBe(difference);
      }
      expect(total(all.parts.map(({ picoUsd }) => picoUsd)) + all.unexplained).toBe(all.difference);
      expect(all.difference).toBe(all.billedPicoUsd - all.ownPicoUsd);
      expect(all.ownPicoUsd + all.unknownOwnPicoUsd).toBe(total(ours.map(({ picoUsd }) => picoUsd)));
      expect(total(rows.map(({ billed: side }) => side?.picoUsd ?? 0n))).toBe(
        total(theirs.map(({ picoUsd }) => picoUsd ?? 0n)),
      );
    }),
    { numRuns: 400 },
  );
});

test("what only moves between rows moves no tokens away, and no name changes the total", () => {
  fc.assert(
    fc.property(billLines, ownLines, (theirs, ours) => {
      const { rows } = reconcile(theirs, ours);
      const moved = (reason: string) => rows.flatMap(({ parts }) => parts.filter((part) => part.reason === reason));
      expect(total(moved("day_shift").map((part) => part.tokens))).toBe(0n);
      expect(total(moved("cache_class").map((part) => part.tokens))).toBe(0n);
      expect(total(moved("model_name").map((part) => part.picoUsd))).toBe(0n);
    }),
    { numRuns: 400 },
  );
});

test("the order of lines changes nothing", () => {
  fc.assert(
    fc.property(billLines, ownLines, (theirs, ours) => {
      expect(reconcile(theirs.toReversed(), ours.toReversed())).toEqual(reconcile(theirs, ours));
    }),
    { numRuns: 200 },
  );
});
