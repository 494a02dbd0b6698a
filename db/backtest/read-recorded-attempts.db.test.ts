import { expect, test } from "vitest";
import { fnv1a32 } from "@/lib/breaker/fnv1a";
import type { Attempt } from "@/lib/contract/attempt";
import { NO_TTFT, type RecordedAttempts } from "@/lib/domain/backtest/recorded-attempts";
import { sizeClassOf } from "@/lib/domain/backtest/size-class";
import { OUTCOMES } from "@/lib/domain/outcome";
import { seededRandom } from "@/lib/domain/seeded-random";
import { HOUR_US, MINUTE_US } from "@/lib/domain/time/units";
import { testDatabase } from "../testing";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { randomAttempts } from "../testing/random-attempts";
import { readOtherTiers } from "./read-other-tiers";
import { readRecordedAttempts } from "./read-recorded-attempts";

const database = testDatabase();
const fromUs = Date.UTC(2026, 2, 7, 22) * 1_000;
const toUs = fromUs + 27 * HOUR_US;
const quietly = { signal: new AbortController().signal, onProgress: () => undefined };

/** What the columns say of each attempt, in their order. */
function plainOf(attempts: RecordedAttempts) {
  return Array.from({ length: attempts.n }, (_, index) => ({
    ...attempts.pairs[attempts.pair[index] ?? -1],
    startUs: attempts.startUs[index],
    durationUs: attempts.durationUs[index],
    ttftUs: attempts.ttftUs[index],
    outcome: OUTCOMES[attempts.outcome[index] ?? -1],
    size: attempts.size[index],
    hash: attempts.hash[index],
    costPico: attempts.costs.get(index),
  }));
}

/** The same of attempts as they were sent. */
const plainOfSent = (attempt: Attempt) => ({
  region: attempt.region,
  model: attempt.model,
  startUs: attempt.startedAtUs,
  durationUs: attempt.durationUs,
  ttftUs: attempt.ttftUs ?? NO_TTFT,
  outcome: attempt.outcome,
  size: sizeClassOf(attempt.inputTokens),
  hash: fnv1a32(attempt.requestId ?? attempt.id),
  costPico: attempt.costPico,
});
const byAll = (a: object, b: object) => (JSON.stringify(a, text) < JSON.stringify(b, text) ? -1 : 1);
const text = (_: string, value: unknown) => (typeof value === "bigint" ? String(value) : value);

test("a tier's attempts are read to the last digit, whatever ids they have and however long they took", async () => {
  const random = seededRandom(11);
  const window = { from: new Date(fromUs / 1_000 - 7_200_000), to: new Date(toUs / 1_000 + 7_200_000) };
  const sent = randomAttempts(random, 1_500, window).map((attempt, index): Attempt => {
    const kind = index % 5;
    return {
      ...attempt,
      // UUIDs and texts, alone and as the request's.
      id: kind < 3 ? attempt.id : `demo-${index}-ü`,
      requestId: kind === 0 ? null : kind === 1 ? crypto.randomUUID() : kind === 2 ? `request, ${index}\n` : null,
      durationUs: index % 97 === 0 ? 3_000_000_000 + index : attempt.durationUs,
      ttftUs: index % 97 === 0 && attempt.streamed ? 2_500_000_000 + index : attempt.ttftUs,
    };
  });
  await givenAttempts(database.sql, sent);

  const shares: number[] = [];
  const { attempts: read } = await readRecordedAttempts([database.db, database.db], {
    tier: "gold",
    fromUs,
    toUs,
    most: 10_000,
    signal: quietly.signal,
    onProgress: (share) => shares.push(share),
  });

  const asked = sent.filter(
    ({ tier, startedAtUs, durationUs }) =>
      tier === "gold" && durationUs !== null && startedAtUs >= fromUs && startedAtUs < toUs,
  );
  expect(asked.length).toBeGreaterThan(100);
  expect(plainOf(read).toSorted(byAll)).toEqual(asked.map(plainOfSent).toSorted(byAll));
  expect(shares.at(-1)).toBe(1);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
});

test("attempts that ended together come in the order of their ids", async () => {
  const endUs = fromUs + MINUTE_US;
  const ids = ["b", "c", "a", "00000000-0000-4000-8000-000000000000"];
  await givenAttempts(
    database.sql,
    ids.map((id, index) =>
      anAttempt({ id, tier: "ties", startedAtUs: endUs - 1_000 * index - 1_000, durationUs: 1_000 * index + 1_000 }),
    ),
  );

  const { attempts: read, order } = await readRecordedAttempts([database.db, database.db], {
    tier: "ties",
    fromUs,
    toUs,
    most: 10,
    ...quietly,
  });

  expect(Array.from(order, (place) => read.hash[place])).toEqual(ids.toSorted().map(fnv1a32));
});

test("a tier nobody knows has no attempts, and too many are refused by the name of the field", async () => {
  const { attempts: none } = await readRecordedAttempts([database.db, database.db], {
    tier: "nobody's",
    fromUs,
    toUs,
    most: 10,
    ...quietly,
  });
  expect(none.n).toBe(0);

  const few = readRecordedAttempts([database.db, database.db], { tier: "gold", fromUs, toUs, most: 10, ...quietly });
  await expect(few).rejects.toMatchObject({ code: "UNPROCESSABLE", fields: { from: [expect.any(String)] } });
});

test("a cancelled read ends with the reason", async () => {
  const controller = new AbortController();
  const reading = readRecordedAttempts([database.db, database.db], {
    tier: "gold",
    fromUs,
    toUs,
    most: 10_000,
    signal: controller.signal,
    onProgress: () => controller.abort(new Error("Enough")),
  });

  await expect(reading).rejects.toThrow("Enough");
});

test("of other tiers only the pairs and hours asked for are read, and those without a tier too", async () => {
  const hour = Math.floor(fromUs / HOUR_US);
  const at = (minute: number) => fromUs + minute * MINUTE_US;
  const one = (overrides: Partial<Attempt>) => anAttempt({ model: "lacking", region: "us", tier: "x", ...overrides });
  const wanted = [one({ startedAtUs: at(1) }), one({ startedAtUs: at(59), tier: null })];
  await givenAttempts(database.sql, [
    ...wanted,
    one({ startedAtUs: at(2), tier: "asks" }),
    one({ startedAtUs: at(3), region: "eu" }),
    one({ startedAtUs: at(4), model: "another" }),
    one({ startedAtUs: at(61) }),
  ]);

  const read = await readOtherTiers(database.db, {
    tier: "asks",
    hours: [{ hour, pair: { region: "us", model: "lacking" } }],
    ...quietly,
  });

  expect(plainOf(read).toSorted(byAll)).toEqual(wanted.map(plainOfSent).toSorted(byAll));
});
