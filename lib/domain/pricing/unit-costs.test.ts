import fc from "fast-check";
import { expect, test } from "vitest";
import { usdPerAnsweredRequest, usdPerThousandRequests } from "./unit-costs";
import { PICO_PER_USD } from "./usd";

const known = { picoUsd: 3n * PICO_PER_USD, attempts: 200, priced: 200 };

test("three dollars for 150 requests are twenty per thousand, and more for each that was answered", () => {
  expect(usdPerThousandRequests(known, 150)).toBe(20n * PICO_PER_USD);
  expect(usdPerAnsweredRequest(known, 100)).toBe(30_000_000_000n);
});

test("what is unknown of too many attempts, or of no request, has no unit cost", () => {
  expect(usdPerThousandRequests({ ...known, priced: 197 }, 150)).toBeNull();
  expect(usdPerThousandRequests({ ...known, picoUsd: null }, 150)).toBeNull();
  expect(usdPerAnsweredRequest(known, 0)).toBeNull();
});

test("a unit cost times its requests is the cost, to within its last digit", () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 18n }),
      fc.integer({ min: 1, max: 1_000_000 }),
      (picoUsd, requests) => {
        const unit = usdPerAnsweredRequest({ picoUsd, attempts: 1, priced: 1 }, requests) ?? -1n;
        const rest = unit * BigInt(requests) - picoUsd;
        expect(rest < 0n ? -rest * 2n : rest * 2n).toBeLessThanOrEqual(BigInt(requests));
      },
    ),
  );
});
