import fc from "fast-check";
import { expect, test } from "vitest";
import { questionKey } from "./question-key";
import { type Asker, shareAnswers } from "./share-answers";

const PACE = { perSecond: 10, burst: 2 };

/** Reads that end when told to, and a clock that moves when told to. */
function givenReads() {
  let nowMs = 0;
  const timers = new Set<{ atMs: number; run: () => void }>();
  const begun: {
    question: string;
    askers: readonly Asker[];
    signal: AbortSignal;
    end: (answer: number | Error) => void;
  }[] = [];
  const share = shareAnswers<number, Asker>({
    pace: PACE,
    clock: () => nowMs,
    wait: (run, ms) => {
      const timer = { atMs: nowMs + ms, run };
      timers.add(timer);
      // Only its own clearTimeout takes it, which finds nothing to clear.
      return Object.assign(
        setTimeout(() => undefined),
        { unref: () => timers.size },
      ) as ReturnType<typeof setTimeout>;
    },
  });
  const ask = (question: string, signal: AbortSignal | null = null) => {
    const answer = share(
      question,
      { signal },
      (of) =>
        new Promise((resolve, reject) => {
          const end = (value: number | Error) => (value instanceof Error ? reject(value) : resolve(value));
          begun.push({ question, ...of, end });
        }),
    );
    answer.catch(() => undefined);
    return answer;
  };
  const settle = () => new Promise(setImmediate);
  const advance = async (ms: number) => {
    nowMs += ms;
    for (const timer of [...timers]) {
      if (timer.atMs > nowMs) continue;
      timers.delete(timer);
      timer.run();
    }
    await settle();
  };
  return { ask, begun, advance, settle };
}

test("who asks while a read is under way shares the next one, which begins after the last of them asked", async () => {
  const { ask, begun, settle } = givenReads();
  const first = ask("a");
  const others = [ask("a"), ask("a"), ask("a")];
  const elsewhere = ask("b");
  expect(begun.map(({ question }) => question)).toEqual(["a", "b"]);

  begun[0]?.end(1);
  await settle();
  expect(begun.map(({ question }) => question)).toEqual(["a", "b", "a"]);
  begun[1]?.end(2);
  begun[2]?.end(3);

  expect([await first, await elsewhere, ...(await Promise.all(others))]).toEqual([1, 2, 3, 3, 3]);
});

test("what is asked more often than the pace is read at the pace, and all who came meanwhile share that", async () => {
  const { ask, begun, advance, settle } = givenReads();
  for (const answer of [1, 2]) {
    ask("a");
    begun.at(-1)?.end(answer);
    await settle();
  }
  const together = [ask("a"), ask("a")];
  await advance(50);
  together.push(ask("a"));
  expect(begun.length).toBe(2);

  await advance(50);
  expect(begun.length).toBe(3);
  begun[2]?.end(3);
  expect(await Promise.all(together)).toEqual([3, 3, 3]);

  await advance(1_000);
  ask("a");
  expect(begun.length).toBe(4);
});

test("a read is given up when the last who waits for it left, and those who stay get their answer", async () => {
  const { ask, begun, settle } = givenReads();
  const [bob, cem] = [new AbortController(), new AbortController()];
  ask("a");
  const left = ask("a", bob.signal);
  const stays = ask("a", cem.signal);
  begun[0]?.end(1);
  await settle();

  bob.abort();
  await expect(left).rejects.toMatchObject({ code: "UNAVAILABLE" });
  expect([begun[1]?.signal.aborted, begun[1]?.askers.map(({ signal }) => signal)]).toEqual([
    false,
    [bob.signal, cem.signal],
  ]);
  cem.abort();
  await expect(stays).rejects.toMatchObject({ code: "UNAVAILABLE" });
  expect(begun[1]?.signal.aborted).toBe(true);
});

test("a failure is that of all who shared the read, and the next ask reads anew", async () => {
  const { ask, begun, advance, settle } = givenReads();
  const asked = [ask("a"), ask("a"), ask("a")];
  begun[0]?.end(1);
  await settle();
  begun[1]?.end(new Error("no"));

  expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected"]);
  await advance(1_000);
  const again = ask("a");
  begun[2]?.end(4);
  expect(await again).toBe(4);
});

test("whatever order things happen in, nobody is answered by a read that began before they asked", async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 12 }), async (scheduler, asks) => {
      let clock = 0;
      const share = shareAnswers<number, Asker>({ pace: { perSecond: 1, burst: 1_000 }, clock: () => 0 });
      const done = Array.from({ length: asks }, (_, index) =>
        scheduler.schedule(Promise.resolve(), "ask").then(async () => {
          const askedAt = ++clock;
          const beganAt = await share(String(index % 3), { signal: null }, async () => {
            const began = ++clock;
            await scheduler.schedule(Promise.resolve(), "read");
            return began;
          });
          return beganAt > askedAt;
        }),
      );
      expect(await scheduler.waitFor(Promise.all(done))).toEqual(done.map(() => true));
    }),
  );
});

test("what an answer depends on is in its question: language, rights, zone, filters and window", () => {
  const question = {
    path: "/a",
    query: { tz: "UTC", model: ["m"], from: 1n },
    locale: "en",
    scopes: ["b", "a"],
  } as const;
  const others = [
    { ...question, path: "/b" },
    { ...question, locale: "zh-CN" as const },
    { ...question, scopes: ["a"] },
    { ...question, query: { ...question.query, tz: "Asia/Shanghai" } },
    { ...question, query: { ...question.query, model: [] } },
    { ...question, query: { ...question.query, from: 2n } },
  ];

  expect(new Set([question, ...others].map(questionKey)).size).toBe(others.length + 1);
  expect(questionKey({ ...question, scopes: ["a", "b"] })).toBe(questionKey(question));
});
