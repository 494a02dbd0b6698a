import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_US, HOUR_US } from "../time/units";
import { UsageIndex } from "./usage-index";

const name = (...values: string[]) => fc.constantFrom(null, ...values);
const record = fc
  .record({
    start: fc.nat(80),
    hours: fc.integer({ min: 1, max: 25 }),
    provider: fc.constantFrom("p", "q"),
    issuer: name("i"),
    model: name("m", "n"),
    team: name("t"),
    app: name("a"),
    key: name("k", "unassigned"),
    operation: name("chat"),
  })
  .map(({ start, hours, ...names }) => ({
    ...names,
    startsAtUs: start * HOUR_US,
    endsAtUs: (start + hours) * HOUR_US,
  }));

test("two overlap where an hour and a value of every dimension are in both, whichever came first", () => {
  fc.assert(
    fc.property(record, record, (first, second) => {
      const [a, b] = [
        { id: "a", ...first },
        { id: "b", ...second },
      ];
      const finds = (known: typeof a, sent: typeof a) => {
        const index = new UsageIndex();
        index.add(known);
        return index.findOverlap(sent)?.id ?? null;
      };
      const hours = (one: typeof a) =>
        new Set(
          Array.from({ length: (one.endsAtUs - one.startsAtUs) / HOUR_US }, (_, at) => one.startsAtUs / HOUR_US + at),
        );
      const isShared = (["model", "team", "app", "key", "operation"] as const).every(
        (of) => a[of] === null || b[of] === null || a[of] === b[of],
      );
      const expected =
        a.provider === b.provider &&
        a.issuer === b.issuer &&
        isShared &&
        [...hours(a)].some((hour) => hours(b).has(hour));
      expect(finds(a, b)).toBe(expected ? "a" : null);
      expect(finds(b, a)).toBe(expected ? "b" : null);
    }),
    { numRuns: 500 },
  );
});

test("a record does not overlap itself", () => {
  const day = {
    id: "a",
    startsAtUs: 0,
    endsAtUs: DAY_US,
    provider: "p",
    issuer: null,
    model: null,
    team: null,
    app: null,
    key: null,
    operation: null,
  };
  const index = new UsageIndex();
  index.add(day);
  expect(index.findOverlap(day)).toBeNull();
});
