import { expect, test } from "vitest";
import { describeDaysLeft, describeRole } from "./describe-role";

const role = { tier: "premium", role: "fallback", region: null, left: 1, attempts: 12, share: 0.12 } as const;

test("what a tier loses is said with its traffic and with what is left", () => {
  expect(describeRole(role, false)).toBe("premium loses its only fallback: 12.0 % of its traffic, one model is left");
  expect(describeRole({ ...role, role: "primary", region: "eu", left: 0 }, false)).toBe(
    "premium loses its primary in eu: 12.0 % of its traffic, and no other model serves it",
  );
  expect(describeRole({ ...role, attempts: 0, share: 0, left: 3 }, true)).toBe(
    "premium names as its fallback: not needed in 30 days, 3 models are left",
  );
});

test("how far away it is", () => {
  expect([45, 1, 0, -1, -9].map((days_left) => describeDaysLeft({ days_left }))).toEqual([
    ...["in 45 days", "tomorrow", "since today", "since yesterday", "for 9 days"],
  ]);
});
