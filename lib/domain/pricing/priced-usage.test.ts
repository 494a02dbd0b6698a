import { expect, test } from "vitest";
import { isUsagePriced } from "./priced-usage";

const NONE = { ok: 0, rate_limited: 0, server_error: 0, timeout: 0, client_error: 0, cancelled: 0, refused: 0 };

test("what has no price, or no usage, has no priced tokens", () => {
  expect(isUsagePriced({ ...NONE, attempts: 10, ok: 10, with_usage: 10, priced: 0 })).toBe(false);
  expect(isUsagePriced({ ...NONE, attempts: 10, rate_limited: 10, with_usage: 0, priced: 10 })).toBe(false);
  expect(isUsagePriced({ ...NONE, attempts: 10, ok: 10, with_usage: 10, priced: 10 })).toBe(true);
});

test("an answer that told no usage has no tokens to price", () => {
  expect(isUsagePriced({ ...NONE, attempts: 10, ok: 10, with_usage: 6, priced: 6 })).toBe(true);
  // Free failures are priced at nothing without any usage; a timeout needs its input.
  const failed = { ...NONE, ok: 10, rate_limited: 3, timeout: 2, attempts: 15, with_usage: 6, priced: 9 };
  expect(isUsagePriced(failed)).toBe(true);
});

test("a price that came into force half-way leaves tokens without one", () => {
  expect(isUsagePriced({ ...NONE, attempts: 100, ok: 100, with_usage: 100, priced: 60 })).toBe(false);
  expect(isUsagePriced({ ...NONE, attempts: 100, ok: 100, with_usage: 100, priced: 99 })).toBe(true);
  // Nine failures had usage, so nothing says that the nine unpriced were without.
  expect(isUsagePriced({ ...NONE, attempts: 109, ok: 100, server_error: 9, with_usage: 100, priced: 100 })).toBe(false);
});
