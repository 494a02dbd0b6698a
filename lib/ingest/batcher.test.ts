import { expect, test, vi } from "vitest";
import { Batcher, type BatcherOptions } from "./batcher";

type TestPost = { rows: readonly string[]; bytes: number };
type Commit = BatcherOptions<TestPost, number>["commit"];
const lengths: Commit = async (posts) => posts.map(({ rows }) => rows.length);

function batcher(commit: Commit, options: Partial<BatcherOptions<TestPost, number>> = {}) {
  const spy = vi.fn(commit);
  return { spy, batcher: new Batcher<TestPost, number>({ commit: spy, isShared: () => false, ...options }) };
}

const post = (n: number, bytes = 0) => ({ rows: Array.from({ length: n }, (_, row) => `row ${row}`), bytes });

/** A commit that waits until told, so that the queue behind it fills. */
function gate(commit: Commit = lengths) {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const gated: Commit = async (posts) => {
    await opened;
    return commit(posts);
  };
  return { gated, open };
}

test("posts that arrive together are committed together, each with its own result", async () => {
  const { spy, batcher: queue } = batcher(lengths);

  expect(await Promise.all([queue.submit(post(1)), queue.submit(post(2)), queue.submit(post(3))])).toEqual([1, 2, 3]);
  expect(spy).toHaveBeenCalledTimes(1);
});

test("a full batch does not wait, and no batch is filled beyond that unless one post is larger by itself", async () => {
  const { spy, batcher: queue } = batcher(lengths, { fullRows: 10, lingerMs: 60_000 });

  await Promise.all([queue.submit(post(6)), queue.submit(post(6)), queue.submit(post(25)), queue.submit(post(10))]);

  const sizes = spy.mock.calls.map(([posts]) => posts.map(({ rows }) => rows.length));
  expect(sizes).toEqual([[6], [6], [25], [10]]);
});

test("posts that arrive while a commit is under way share the next one, which begins when it ends", async () => {
  const { gated, open } = gate();
  const { spy, batcher: queue } = batcher(gated, { lingerMs: 60_000 });
  const first = queue.submit(post(3));
  await vi.waitFor(() => expect(spy).toHaveBeenCalledTimes(1));
  const others = [queue.submit(post(1)), queue.submit(post(2))];
  await new Promise(setImmediate);
  expect(spy).toHaveBeenCalledTimes(1);
  open();

  expect(await Promise.all([first, ...others])).toEqual([3, 1, 2]);
  expect(spy.mock.calls.map(([posts]) => posts.length)).toEqual([1, 2]);
});

test("a full batch begins beside a commit under way, and so does a post for which that takes too long", async () => {
  const { gated, open } = gate();
  const { spy, batcher: queue } = batcher(gated, { lingerMs: 60_000, fullRows: 10 });
  const taken = [queue.submit(post(3))];
  await vi.waitFor(() => expect(spy).toHaveBeenCalledTimes(1));
  taken.push(queue.submit(post(4)), queue.submit(post(6)));
  expect(spy).toHaveBeenCalledTimes(2);
  open();
  await Promise.all(taken);

  const slow = gate();
  const { spy: slowly, batcher: impatient } = batcher(slow.gated, { lingerMs: 1 });
  const both = [impatient.submit(post(1))];
  await vi.waitFor(() => expect(slowly).toHaveBeenCalledTimes(1));
  both.push(impatient.submit(post(1)));
  await vi.waitFor(() => expect(slowly).toHaveBeenCalledTimes(2));
  slow.open();
  await Promise.all(both);
});

test("many rows begin beside a commit under way, together with what lies ready, and wait for company no longer", async () => {
  const { gated, open } = gate();
  const { spy, batcher: queue } = batcher(gated, { lingerMs: 60_000, eagerRows: 5 });
  const taken = [queue.submit(post(6))];
  await vi.waitFor(() => expect(spy).toHaveBeenCalledTimes(1));
  taken.push(queue.submit(post(4)));
  await new Promise(setImmediate);
  expect(spy).toHaveBeenCalledTimes(1);
  taken.push(queue.submit(post(2)), queue.submit(post(3)));
  await vi.waitFor(() => expect(spy).toHaveBeenCalledTimes(2));
  open();

  await Promise.all(taken);
  expect(spy.mock.calls.map(([posts]) => posts.length)).toEqual([1, 3]);
});

test("a full queue turns a post away whole and takes the next once there is room", async () => {
  const { gated, open } = gate();
  const { batcher: queue } = batcher(gated, { maxRows: 10, maxBytes: 100, lingerMs: 0 });
  const first = queue.submit(post(8, 50));

  expect(() => queue.submit(post(3, 1))).toThrow(
    expect.objectContaining({ code: "UNAVAILABLE", retryAfterSeconds: 1 }),
  );
  expect(() => queue.submit(post(1, 51))).toThrow(expect.objectContaining({ code: "UNAVAILABLE" }));
  expect(queue.heldRows).toBe(8);
  const second = queue.submit(post(2, 50));
  open();

  expect(await Promise.all([first, second])).toEqual([8, 2]);
  expect(queue.heldRows).toBe(0);
  expect(await queue.submit(post(1_000, 1_000))).toBe(1_000);
});

test("draining commits what was taken, at once, and takes no more", async () => {
  const { batcher: queue } = batcher(lengths, { lingerMs: 60_000 });
  const taken = [queue.submit(post(1)), queue.submit(post(2))];

  await queue.drain();

  expect(await Promise.all(taken)).toEqual([1, 2]);
  expect(() => queue.submit(post(1))).toThrow(expect.objectContaining({ code: "UNAVAILABLE" }));
});

test("draining waits for a commit that is on its way, and an idle queue is drained at once", async () => {
  const { gated, open } = gate();
  const { spy, batcher: queue } = batcher(gated, { fullRows: 1 });
  let isDrained = false;
  const taken = queue.submit(post(1));
  const drained = queue.drain().then(() => {
    isDrained = true;
  });

  await vi.waitFor(() => expect(spy).toHaveBeenCalled());
  expect(isDrained).toBe(false);
  open();
  await Promise.all([taken, drained]);

  await batcher(lengths).batcher.drain();
});

test("a post that makes the shared commit fail fails alone", async () => {
  const poisoned = { rows: ["poison"], bytes: 0 };
  const { batcher: queue } = batcher(async (posts) => {
    if (posts.some(({ rows }) => rows.includes("poison"))) throw new Error("poisoned");
    return lengths(posts);
  });

  const results = await Promise.allSettled([queue.submit(post(1)), queue.submit(poisoned), queue.submit(post(2))]);

  expect(results).toEqual([
    { status: "fulfilled", value: 1 },
    { status: "rejected", reason: expect.objectContaining({ message: "poisoned" }) },
    { status: "fulfilled", value: 2 },
  ]);
  expect(queue.heldRows).toBe(0);
});

test("a failure that would hit each post is told to all after one try", async () => {
  const commit: Commit = () => Promise.reject(new Error("no database"));
  const { spy, batcher: queue } = batcher(commit, { isShared: () => true });

  const results = await Promise.allSettled([queue.submit(post(1)), queue.submit(post(2))]);

  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(spy).toHaveBeenCalledTimes(1);
});
