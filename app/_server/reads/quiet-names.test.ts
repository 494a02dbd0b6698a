import { expect, test, vi } from "vitest";

const asked = vi.hoisted(() => ({ now: new Date("2026-03-19T12:30:20Z"), times: 0, isSlow: true }));
vi.mock("./read-context", () => ({ answerContext: async () => ({ db: asked, now: asked.now, retention: {} }) }));
vi.mock("@/db/dimensions/find-quiet-names", () => ({
  findQuietNames: async (_db: unknown, { names }: { names: unknown }) => {
    asked.times += 1;
    if (asked.isSlow) throw new Error("canceling statement due to statement timeout");
    return names;
  },
}));

import { quietNames } from "./quiet-names";

test("a slow database is asked once a minute for names without traffic, and not by every list", async () => {
  const names = [{ kind: "model", value: "m" }];
  for (let list = 0; list < 3; list++) await expect(quietNames(names)).rejects.toThrow("timeout");
  expect(asked.times).toBe(1);

  asked.isSlow = false;
  asked.now = new Date("2026-03-19T12:31:20Z");
  expect(await quietNames(names)).toEqual(names);
  expect(await quietNames(names)).toEqual(names);
  expect(asked.times).toBe(2);
});
