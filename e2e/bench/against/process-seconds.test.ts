import { expect, test } from "vitest";
import { parseStat, secondsOf } from "./process-seconds";

test("a process has used its own time and that of the children it waited for", () => {
  const stat = "42 (post (gres) x) S 7 42 42 0 -1 4194560 900 0 0 0 150 50 20 30 20 0 8 0 1234 99 88";

  expect(parseStat(42, stat)).toEqual({ pid: 42, parent: 7, seconds: 2.5 });
});

test("a tree has used what all its processes have, and nothing of its neighbours", () => {
  const processes = [
    { pid: 1, parent: 0, seconds: 100 },
    { pid: 7, parent: 1, seconds: 1 },
    { pid: 42, parent: 7, seconds: 2 },
    { pid: 43, parent: 42, seconds: 4 },
    { pid: 8, parent: 1, seconds: 50 },
  ];

  expect(secondsOf(7, processes)).toBe(7);
  expect(secondsOf(43, processes)).toBe(4);
  expect(secondsOf(99, processes)).toBeNaN();
});
