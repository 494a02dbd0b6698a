import { expect, test, vi } from "vitest";
import { FairQueue } from "./fair-queue";

const LIMITS = { running: 4, runningOfOne: 2, waiting: 6, waitingOfOne: 3, waitMs: 60_000 };

function givenQueue(overrides: Partial<typeof LIMITS> = {}) {
  const queue = new FairQueue({ ...LIMITS, ...overrides });
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const ask = (name: string, signal: AbortSignal | null = null) => {
    const done = queue.run(name.slice(0, 1), signal, () => {
      begun.push(name);
      return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
    });
    done.catch(() => undefined);
    return done;
  };
  const end = async (name: string) => {
    ends.get(name)?.();
    await new Promise(setImmediate);
  };
  return { ask, end, begun };
}

test("one caller never has more than their share running, however much they ask", async () => {
  const { ask, begun, end } = givenQueue();

  for (const name of ["a1", "a2", "a3", "a4"]) ask(name);
  ask("b1");
  expect(begun).toEqual(["a1", "a2", "b1"]);

  await end("a1");
  expect(begun).toEqual(["a1", "a2", "b1", "a3"]);
});

test("who asks little is served after one turn of each other, not after all that others asked before", async () => {
  const { ask, begun, end } = givenQueue({ running: 2 });
  for (const name of ["a1", "a2", "a3", "a4", "a5"]) ask(name);
  for (const name of ["b1", "b2"]) ask(name);
  ask("c1");

  for (const name of ["a1", "a2", "a3"]) await end(name);

  expect(begun).toEqual(["a1", "a2", "a3", "b1", "c1"]);
});

test("a caller whose line is full is refused with the time to come back, and nobody else is", async () => {
  const { ask } = givenQueue();
  for (const name of ["a1", "a2", "a3", "a4", "a5"]) ask(name);

  await expect(ask("a6")).rejects.toMatchObject({ code: "RATE_LIMITED", retryAfterSeconds: 2 });
  ask("b1");
  for (const name of ["b2", "b3", "b4", "c1", "c2"]) ask(name);
  await expect(ask("c3")).rejects.toMatchObject({ code: "RATE_LIMITED", retryAfterSeconds: 2 });
});

test("where the lines of others have filled the queue, one who has nothing waiting is let in", async () => {
  const { ask, begun, end } = givenQueue();
  for (const name of ["a1", "a2", "a3", "a4", "a5", "b1", "b2", "b3", "b4", "c1", "c2"]) ask(name);
  ask("d1");
  for (const name of ["a1", "a2", "b1", "a3"]) await end(name);
  expect(begun).toContain("d1");
});

test("who leaves while waiting is not served, and their place in the line is free again", async () => {
  const { ask, begun, end } = givenQueue({ runningOfOne: 1, waitingOfOne: 1 });
  const left = new AbortController();
  ask("a1");
  const waiting = ask("a2", left.signal);
  left.abort();
  await expect(waiting).rejects.toMatchObject({ code: "UNAVAILABLE" });

  ask("a3");
  await end("a1");

  expect(begun).toEqual(["a1", "a3"]);
});

test("what waits too long is told to come back", async () => {
  vi.useFakeTimers();
  try {
    const { ask } = givenQueue({ runningOfOne: 1, waitMs: 5_000 });
    ask("a1");
    const waiting = ask("a2");
    await vi.advanceTimersByTimeAsync(5_000);
    await expect(waiting).rejects.toMatchObject({ code: "RATE_LIMITED", retryAfterSeconds: 2 });
  } finally {
    vi.useRealTimers();
  }
});

test("work that fails frees its place", async () => {
  const queue = new FairQueue({ ...LIMITS, runningOfOne: 1 });
  await expect(queue.run("a", null, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await queue.run("a", null, async () => "yes")).toBe("yes");
});
