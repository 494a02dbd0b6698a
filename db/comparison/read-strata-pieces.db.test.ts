import { expect, test } from "vitest";
import type { Attempt } from "@/lib/contract/attempt";
import type { ReadStrides } from "@/lib/domain/comparison/divide-reads";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { seededRandom } from "@/lib/domain/seeded-random";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { keepSealedSums } from "../aggregates/sealed-sums";
import { timeBlocks } from "../aggregates/time-blocks";
import type { Db } from "../client";
import { foldDeltas } from "../rollups/fold-deltas";
import { rebuildRollups } from "../rollups/rebuild-rollups";
import { recountDays } from "../rollups/recount-days";
import { sealMinutes } from "../rollups/seal-minutes";
import { testDatabase } from "../testing";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { givenAttempts } from "../testing/given-attempts";
import { randomAttempts } from "../testing/random-attempts";
import { readStrataPieces } from "./read-strata-pieces";
import { BYTES } from "./strata-piece";

const WINDOW = { from: new Date("2026-03-07T20:07:00Z"), to: new Date("2026-03-12T04:10:00Z") };
const DAYS = ["2026-03-07", "2026-03-08", "2026-03-09", "2026-03-10", "2026-03-11"];
const random = seededRandom(8);
const pick = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)] as T;
const within = (share: number) =>
  new Date(WINDOW.from.getTime() + share * (WINDOW.to.getTime() - WINDOW.from.getTime()));
const whole = { from: WINDOW.from.getTime() / MINUTE_MS, to: WINDOW.to.getTime() / MINUTE_MS };
const SPANS = [
  whole,
  { ...whole, from: whole.from + 1 },
  { ...whole, to: whole.to + 1 },
  { from: whole.to - 700, to: whole.to },
];
const STRIDES: readonly ReadStrides[] = [
  { looked: 1, ofModel: new Map() },
  { looked: 1, ofModel: new Map([["a", 7]]) },
  { looked: 7, ofModel: new Map([["b", 11]]) },
];

type Question = { span: (typeof SPANS)[number]; strides: ReadStrides; filters: typeof NO_FILTERS };
const QUESTIONS: readonly Question[] = SPANS.flatMap((span) =>
  STRIDES.map((strides) => ({ span, strides, filters: { ...NO_FILTERS, ...(span === whole && { region: ["eu"] }) } })),
);

const COLUMNS = ["places", "facts", "costs", "outputs", "ttft", "duration", "rate"] as const;

/** All that is said of each attempt, whatever their order. */
async function read(db: Db, { span, strides, filters }: Question) {
  const blocks = timeBlocks({ span, filters, groupBy: ["model"], retention: EVERYTHING_RETAINED });
  const pieces = await readStrataPieces(db, { span, strides, filters, blocks });
  return pieces.map((piece) => {
    const hex = (name: (typeof COLUMNS)[number], at: number) =>
      Buffer.from(piece[name].subarray(at * BYTES, (at + 1) * BYTES)).toString("hex");
    const attempts = Array.from({ length: piece.n }, (_, at) => COLUMNS.map((name) => hex(name, at)).join(" "));
    return { model: piece.model, attempts: attempts.sort() };
  });
}

const database = testDatabase();

test("whatever befalls attempts in whatever order, those that are kept are those that are there", {
  timeout: 240_000,
}, async () => {
  keepSealedSums(database.db, { bytesMax: 4_000_000 });
  const stored: Attempt[] = [];
  const store = async (share: number, n: number, from: Date) => {
    const attempts = randomAttempts(random, n, { from, to: within(share + 0.05) });
    stored.push(...attempts);
    await givenAttempts(database.sql, attempts, pick([WINDOW.to, new Date("2026-12-01T00:00:00Z")]));
  };
  const events = {
    comeLate: (share: number) => store(share, 20, WINDOW.from),
    revise: async () => {
      const at = Math.floor(random() * stored.length);
      const known = stored[at];
      if (!known) return;
      const revised = {
        ...known,
        revision: known.revision + 1,
        inputTokens: Math.floor(random() * 9_000),
        costPico: 7n,
      };
      stored[at] = revised;
      // Long after: the minutes of then are told apart no more.
      await givenAttempts(database.sql, [revised], new Date("2026-12-01T00:00:00Z"));
    },
    fold: () => foldDeltas(database.sql),
    seal: (share: number) => sealMinutes(database.sql, { before: within(share) }),
    recount: () => recountDays(database.sql, { over: 0, running: 0 }),
    rebuild: () => rebuildRollups(database.sql, { from: pick(DAYS), to: "2026-03-11" }),
  };

  for (let round = 0; round < 16; round++) {
    const share = round / 17;
    await store(share, 40, within(share));
    for (const event of Object.values(events).filter(() => random() < 0.4)) await event(share);
    for (let asked = 0; asked < 4; asked++) {
      const question = pick(QUESTIONS);
      expect(await read(database.db, question)).toEqual(await database.db.transaction((tx) => read(tx, question)));
    }
  }
});

test("attempts of hours that did not change are not read again", async () => {
  keepSealedSums(database.db, { bytesMax: 4_000_000 });
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: new Date("2026-03-13T00:00:00Z") });
  const [question] = QUESTIONS;
  if (!question) throw new Error("There are questions");
  const first = await read(database.db, question);
  expect(first.flatMap(({ attempts }) => attempts).length).toBeGreaterThan(50);
  // Behind their back, which nothing else does.
  await database.sql`update attempt_row set output_tokens = 1 where started_at < ${WINDOW.to.toISOString()}`;

  expect(await read(database.db, question)).toEqual(first);
  await rebuildRollups(database.sql, { from: DAYS[0] ?? "", to: "2026-03-11" });
  const after = await read(database.db, question);
  expect(after).not.toEqual(first);
  expect(after).toEqual(await database.db.transaction((tx) => read(tx, question)));
});
