import { expect, test } from "vitest";
import { createDatabase } from "@/db/client";
import type { AskedName } from "@/db/dimensions/find-quiet-names";
import { rememberQuiet } from "./quiet-names";

test("a slow database is asked once a minute for names without traffic, and not by every list", async () => {
  // Nothing connects before something is asked of it.
  const { db } = createDatabase("postgres://nobody@127.0.0.1:1/none", { max: 1 });
  const retention = { rawRetainedFrom: 0, minuteRetainedFrom: 0 };
  const state = { now: new Date("2026-03-19T12:30:20Z"), times: 0, isSlow: true };
  const names: AskedName[] = [{ kind: "model", value: "m" }];
  const quietNames = rememberQuiet(
    async () => ({ db, now: state.now, retention }),
    async () => {
      state.times += 1;
      if (state.isSlow) throw new Error("canceling statement due to statement timeout");
      return names;
    },
  );
  for (let list = 0; list < 3; list++) await expect(quietNames(names)).rejects.toThrow("timeout");
  expect(state.times).toBe(1);

  state.isSlow = false;
  state.now = new Date("2026-03-19T12:31:20Z");
  expect(await quietNames(names)).toEqual(names);
  expect(await quietNames(names)).toEqual(names);
  expect(state.times).toBe(2);
});
