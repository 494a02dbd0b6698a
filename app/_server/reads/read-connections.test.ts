import { expect, test } from "vitest";
import { readConnections } from "./read-connections";

test.each([3, 4, 5, 8, 16, 33, 100])("%s connections are shared out, one at least to each", (max) => {
  const { forRouters, forLists, onThread } = readConnections(max);

  expect(forRouters + forLists + onThread).toBe(max);
  expect(Math.min(forRouters, forLists, onThread)).toBeGreaterThanOrEqual(1);
  expect(forRouters).toBeGreaterThanOrEqual(Math.floor(max / 2));
});
