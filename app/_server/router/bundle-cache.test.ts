import { expect, test } from "vitest";
import { policyBundleSchema } from "@/lib/contract/policy";
import { createBundleCache } from "./bundle-cache";

function cacheOf() {
  const state = { nowMs: 0, version: 1, reads: 0, isAway: false };
  const current = createBundleCache({
    read: async () => {
      state.reads += 1;
      if (state.isAway) throw new Error("away");
      const text = JSON.stringify({ version: state.version, published_at: null, aliases: {}, tiers: {} });
      return { etag: String(state.version), bytes: new TextEncoder().encode(text) };
    },
    parse: (value) => policyBundleSchema.parse(value),
    nowMs: () => state.nowMs,
  });
  return { state, current, versionNow: async () => (await current()).version };
}

test("is read once for all calls of a second, and anew after it", async () => {
  const { state, current, versionNow } = cacheOf();
  await Promise.all([current(), current()]);
  state.version = 2;

  expect([await versionNow(), state.reads]).toEqual([1, 1]);
  state.nowMs = 1_000;
  await current();
  await new Promise((resolve) => setImmediate(resolve));
  expect([await versionNow(), state.reads]).toEqual([2, 2]);
});

test("after a long time without calls, the first of them gets the active one", async () => {
  const { state, current, versionNow } = cacheOf();
  await current();
  Object.assign(state, { version: 2, nowMs: 60_000 });

  expect(await versionNow()).toBe(2);
});

test("while it cannot be read, the last one holds; without one, the call fails", async () => {
  const { state, current, versionNow } = cacheOf();
  state.isAway = true;
  await expect(current()).rejects.toThrow("away");
  state.isAway = false;
  await current();
  Object.assign(state, { isAway: true, nowMs: 60_000 });

  expect(await versionNow()).toBe(1);
});
