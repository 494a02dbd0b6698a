import { expect, test } from "vitest";
import { failingSince, type RefreshState } from "./failing-since";

const query = (more: Partial<RefreshState>): RefreshState => ({
  isWatched: true,
  status: "success",
  isRefused: false,
  isPutOff: false,
  dataUpdatedAt: 1_000,
  ...more,
});

test("figures whose refresh fails are as old as the oldest of them", () => {
  expect(failingSince([query({}), query({ status: "pending" })])).toBeNull();
  expect(
    failingSince([
      query({}),
      query({ status: "error", dataUpdatedAt: 900 }),
      query({ status: "error", dataUpdatedAt: 700 }),
    ]),
  ).toBe(700);
});

test("what nobody looks at any more and what the server refuses to tell are no outage", () => {
  expect(
    failingSince([query({ status: "error", isWatched: false }), query({ status: "error", isRefused: true })]),
  ).toBeNull();
});

test("figures that a busy server puts off are as old as they are, and what never came is only awaited", () => {
  expect(
    failingSince([
      query({}),
      query({ isPutOff: true, dataUpdatedAt: 800 }),
      query({ isPutOff: true, dataUpdatedAt: 0 }),
    ]),
  ).toBe(800);
});
