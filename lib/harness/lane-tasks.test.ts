import fc from "fast-check";
import { expect, test } from "vitest";
import { laneTasks } from "./lane-tasks";
import { smallPlan } from "./testing/small-plan";

test("every prompt is asked once before any is asked again, and each as often as the others", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 1, max: 40 }), (seed, requests) => {
      const tasks = [...laneTasks(smallPlan({ seed, requests }))];

      expect(tasks.map(({ index }) => index)).toEqual(Array.from({ length: requests }, (_, index) => index));
      expect(new Set(tasks.map(({ prompt, repetition }) => `${prompt.id} ${repetition}`)).size).toBe(requests);
      expect(tasks.every(({ index, repetition }) => repetition === Math.floor(index / 3))).toBe(true);
    }),
  );
});

test("a run of twice the requests begins as the shorter one", () => {
  const pattern = { kind: "open", rate: 3 } as const;
  const short = [...laneTasks(smallPlan({ pattern, requests: 20 }))];

  expect([...laneTasks(smallPlan({ pattern, requests: 40 }))].slice(0, 20)).toEqual(short);
});

test("prompts are asked in another order each time", () => {
  const tasks = [...laneTasks(smallPlan({ requests: 60 }))];
  const orders = new Set(
    Array.from({ length: 20 }, (_, turn) =>
      tasks
        .slice(3 * turn, 3 * turn + 3)
        .map(({ prompt }) => prompt.id)
        .join(""),
    ),
  );

  expect(orders.size).toBeGreaterThan(3);
});

test("a schedule ends with its duration where that comes first", () => {
  const pattern = { kind: "open", rate: 10 } as const;
  const tasks = [...laneTasks(smallPlan({ pattern, requests: null, duration_seconds: 30 }))];

  expect(Math.abs(tasks.length - 300)).toBeLessThan(60);
  expect(tasks.every(({ dueMs }) => dueMs !== null && dueMs < 30_000)).toBe(true);
});
