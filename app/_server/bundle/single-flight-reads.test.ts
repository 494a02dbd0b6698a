import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { singleFlightReads } from "./single-flight-reads";

const PATIENT = { withinMs: 60_000 };

test.each([1, 3])(
  "whatever order things happen in, nobody is answered by a read that began before they asked, and %i run at a time",
  async (atOnce) => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 12 }), async (scheduler, calls) => {
        let clock = 0;
        let running = 0;
        let reads = 0;
        const look = singleFlightReads(
          async () => {
            reads++;
            running++;
            expect(running).toBeLessThanOrEqual(atOnce);
            const began = ++clock;
            try {
              await scheduler.schedule(Promise.resolve(), "read");
              if (reads % 5 === 0) throw new Error(`${began}`);
            } finally {
              running--;
            }
            return began;
          },
          { ...PATIENT, atOnce },
        );

        const asked = Array.from({ length: calls }, (_, index) =>
          scheduler.schedule(Promise.resolve(index), "call").then(async () => {
            const at = ++clock;
            const began = await look().catch((error: Error) => Number(error.message));
            expect(began).toBeGreaterThan(at);
          }),
        );
        await scheduler.waitFor(Promise.all(asked));
        expect(reads).toBeLessThanOrEqual(calls);
      }),
    );
  },
);

test("a read that stalls keeps nobody waiting who a later one can answer", async () => {
  const ends: ((value: string) => void)[] = [];
  const look = singleFlightReads(() => new Promise<string>((resolve) => ends.push(resolve)), { ...PATIENT, atOnce: 2 });

  const [first, second, third] = [look(), look(), look()];
  ends[1]?.("second read");
  expect(await Promise.all([first, second])).toEqual(["second read", "second read"]);
  ends[2]?.("third read");
  expect(await third).toBe("third read");
});

test("a failing read fails those who waited for it, and nobody after them", async () => {
  const read = vi.fn().mockRejectedValueOnce(new Error("away")).mockResolvedValue("back");
  const look = singleFlightReads<string>(read, PATIENT);

  const [first, second] = [look(), look()];

  await expect(first).rejects.toThrow("away");
  expect(await second).toBe("back");
});

test("a read that hangs is given up: its callers are told to come back, the next are not kept waiting", async () => {
  const read = vi
    .fn()
    .mockReturnValueOnce(new Promise(() => undefined))
    .mockResolvedValue("back");
  const look = singleFlightReads<string>(read, { withinMs: 20 });

  const hung = look();
  const next = look();

  await expect(hung).rejects.toMatchObject({ code: "UNAVAILABLE" });
  expect(await next).toBe("back");
});

test("a hundred who ask at once cost two reads at most", async () => {
  const read = vi.fn(async () => "bundle");
  const look = singleFlightReads(read, PATIENT);

  await Promise.all(Array.from({ length: 100 }, look));

  expect(read.mock.calls.length).toBeLessThanOrEqual(2);
});

test("with a gap between reads those who ask within it share the next, which still began after they asked", async () => {
  const began: number[] = [];
  const look = singleFlightReads(
    async () => {
      began.push(performance.now());
      return performance.now();
    },
    { ...PATIENT, gapMs: 30 },
  );

  await look();
  const askedAt = performance.now();
  const answers = await Promise.all(Array.from({ length: 20 }, look));

  expect(began).toHaveLength(2);
  expect((began[1] ?? 0) - (began[0] ?? 0)).toBeGreaterThan(20);
  for (const at of answers) expect(at).toBeGreaterThanOrEqual(askedAt);
});
