import fc from "fast-check";
import { expect, test } from "vitest";
import { PICO_PER_USD } from "../pricing/usd";
import { breakEvenOf, type CapacityTerms, type HourOfUse } from "./break-even";

const usd = (dollars: number) => BigInt(Math.round(dollars * 1e6)) * 1_000_000n;
const busy = (dollars: number, tokens = 1_000_000): HourOfUse => ({ attempts: 10, tokens, tokenPico: usd(dollars) });
const IDLE: HourOfUse = { attempts: 0, tokens: 0, tokenPico: 0n };
const hours = (of: HourOfUse, count: number) => Array.from({ length: count }, () => of);

test("a hundred hours with 21 of them busy at $50 pay for capacity at $17 from 34 % on", () => {
  const found = breakEvenOf([...hours(busy(50), 21), ...hours(IDLE, 79)], { picoPerHour: usd(17), throughput: null });
  expect(found).toMatchObject({
    ...{ hours: 100, busyHours: 21, busyShare: 0.21, paysFromShare: 0.34, pays: false },
    ...{ utilisation: null, utilisationPaysFrom: null },
    // 21 × $50 by the token; 100 × $17 by the hour.
    profile: { tokenPico: usd(1_050), capacityPico: usd(1_700), differencePico: usd(650) },
    // Of 730 hours: 7.3 × each.
    month: { tokenPico: usd(7_665), capacityPico: usd(12_410), differencePico: usd(4_745) },
  });
});

test("it pays from the very share on, and not one hour before", () => {
  const at = (count: number) =>
    breakEvenOf([...hours(busy(50), count), ...hours(IDLE, 100 - count)], { picoPerHour: usd(17), throughput: null });
  expect(at(34)).toMatchObject({ busyShare: 0.34, paysFromShare: 0.34, pays: true });
  expect(at(33)).toMatchObject({ busyShare: 0.33, paysFromShare: 0.34, pays: false });
});

test("what an hour has beyond the throughput is paid by the token in both", () => {
  // 4M tokens for $8 where 3M fit: $6 are served and $2 spill; the other hour is 1M for $2.
  const found = breakEvenOf([busy(8, 4_000_000), busy(2, 1_000_000)], {
    ...{ picoPerHour: usd(3), throughput: { tokensPerHour: 3_000_000 } },
  });
  expect(found).toMatchObject({
    ...{ servedTokenPico: usd(8), spilledPico: usd(2), pays: true },
    profile: { tokenPico: usd(10), capacityPico: usd(8), differencePico: -usd(2) },
    // 4M of 6M that would fit; at $2 for 1M an hour's $3 are 1.5M of 3M.
    ...{ utilisation: 0.666666667, utilisationPaysFrom: 0.5, busyShare: 1, paysFromShare: 0.75 },
  });
});

test("a throughput may be said in what its use costs by the token", () => {
  const found = breakEvenOf([busy(8), busy(2)], { picoPerHour: usd(3), throughput: { tokenPicoPerHour: usd(5) } });
  expect(found).toMatchObject({
    ...{ servedTokenPico: usd(7), spilledPico: usd(3), utilisation: 0.7, utilisationPaysFrom: 0.6 },
  });
});

test("without hours, and without use, there is nothing to pay from", () => {
  expect(breakEvenOf([], { picoPerHour: usd(1), throughput: null })).toMatchObject({
    ...{ busyShare: null, paysFromShare: null, month: null, pays: false },
  });
  expect(breakEvenOf(hours(IDLE, 5), { picoPerHour: usd(1), throughput: null })).toMatchObject({
    ...{ busyShare: 0, paysFromShare: null, pays: false },
    profile: { tokenPico: 0n, capacityPico: usd(5), differencePico: usd(5) },
  });
});

const amount = fc.bigInt({ min: 0n, max: 10n ** 17n });
const hour: fc.Arbitrary<HourOfUse> = fc.oneof(
  fc.constant(IDLE),
  fc.record({ attempts: fc.integer({ min: 1, max: 1e6 }), tokens: fc.nat(1e9), tokenPico: amount }),
);
const terms: fc.Arbitrary<CapacityTerms> = fc.record({
  picoPerHour: amount,
  throughput: fc.oneof(
    fc.constant(null),
    fc.record({ tokensPerHour: fc.integer({ min: 1, max: 1e9 }) }),
    fc.record({ tokenPicoPerHour: fc.bigInt({ min: 1n, max: 10n ** 17n }) }),
  ),
});

test("parts are the total, what is served fits, and it pays only at a share from which it pays", () => {
  fc.assert(
    fc.property(fc.array(hour, { maxLength: 40 }), terms, (profile, capacity) => {
      const found = breakEvenOf(profile, capacity);
      const total = profile.reduce((sum, { tokenPico }) => sum + tokenPico, 0n);
      expect(found.servedTokenPico + found.spilledPico).toBe(total);
      expect(found.profile.capacityPico).toBe(capacity.picoPerHour * BigInt(profile.length) + found.spilledPico);
      expect(found.profile.differencePico).toBe(found.profile.capacityPico - total);
      expect(found.spilledPico >= 0n).toBe(true);
      if (found.utilisation !== null) expect(found.utilisation).toBeLessThanOrEqual(1);
      if (found.pays && found.paysFromShare !== null && found.busyShare !== null) {
        expect(found.busyShare).toBeGreaterThanOrEqual(found.paysFromShare);
        if (found.utilisation !== null && found.utilisationPaysFrom !== null) {
          expect(found.utilisation).toBeGreaterThanOrEqual(found.utilisationPaysFrom);
        }
      }
    }),
    { numRuns: 500 },
  );
});

test("without a throughput nothing spills, and the more capacity costs the less it pays", () => {
  fc.assert(
    fc.property(fc.array(hour, { minLength: 1, maxLength: 40 }), amount, (profile, picoPerHour) => {
      const at = (price: bigint) => breakEvenOf(profile, { picoPerHour: price, throughput: null });
      expect(at(picoPerHour).spilledPico).toBe(0n);
      if (at(picoPerHour + PICO_PER_USD).pays) expect(at(picoPerHour).pays).toBe(true);
    }),
  );
});
