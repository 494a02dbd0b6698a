import fc from "fast-check";
import { expect, test } from "vitest";
import { isStorable } from "@/lib/contract/common";
import { ATTEMPT_SORTS, isAttemptName, SORT_ORDERS } from "@/lib/domain/attempts/attempt-sort";
import { decodeCursor, encodeCursor } from "./attempt-cursor";

const orders = fc.record({ by: fc.constantFrom(...ATTEMPT_SORTS), order: fc.constantFrom(...SORT_ORDERS) });
const text = fc.string({ minLength: 1, maxLength: 128, unit: "binary" }).filter(isStorable);
const positions = fc.record({
  number: fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String)),
  name: text,
  startedAtUs: fc.nat(2 ** 50),
  id: fc.string({ maxLength: 128, unit: "binary" }).filter(isStorable),
});

test("a cursor comes back as it was given, and fits a URL and the contract", () => {
  fc.assert(
    fc.property(orders, positions, (order, { number, name, ...moment }) => {
      const position = { ...moment, value: isAttemptName(order.by) ? name : number };
      const text = encodeCursor(order, position);
      expect(decodeCursor(text, order)).toEqual(position);
      expect(text).toMatch(/^[\w-]+$/);
    }),
  );
});

test("a text that is no cursor, or one of another order, is refused by the name of the field", () => {
  const newest = { by: "started_at", order: "desc" } as const;
  const position = { value: null, startedAtUs: 1, id: "a" };
  const text = encodeCursor(newest, position);
  const withNul = encodeCursor(newest, { ...position, id: "a\u0000" });
  const numbers = ["9999999999999999999", String(2n ** 63n), String(-(2n ** 63n) - 1n), "1e3", "x", ""];
  for (const value of numbers) {
    const crafted = encodeCursor({ by: "cost_usd", order: "desc" }, { ...position, value });
    expect(() => decodeCursor(crafted, { by: "cost_usd", order: "desc" })).toThrow(
      "cursor: Is not a cursor of this list",
    );
  }
  for (const wrong of ["", "x", "%", "bnVsbA", text.slice(0, -4), withNul]) {
    expect(() => decodeCursor(wrong, newest)).toThrow("cursor: Is not a cursor of this list");
  }
  expect(() => decodeCursor(text, { by: "cost_usd", order: "desc" })).toThrow("Belongs to a list by started_at, desc");
});
