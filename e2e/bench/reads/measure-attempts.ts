import { sql } from "drizzle-orm";
import type { AttemptSelection } from "@/db/attempts/attempt-conditions";
import { attemptConditions, spanOf } from "@/db/attempts/attempt-conditions";
import type { AttemptOrder } from "@/db/attempts/attempt-cursor";
import { findAttempts } from "@/db/attempts/find-attempts";
import { readAttempts } from "@/db/attempts/read-attempts";
import type { Database } from "@/db/client";
import { measureColumn } from "@/db/schema/measure-columns";
import { isAttemptName } from "@/lib/domain/attempts/attempt-sort";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { FILTERED } from "../create-log-records";
import { median } from "../median";
import type { Bench } from "../open-bench";
import { MAX_STORED_ROWS } from "../options";
import type { BenchValue, Section } from "../section";
import { loadMonth, type Month } from "./load-month";

const LIMIT = 100;

type Case = { page: string; selection: Omit<AttemptSelection, "window">; sort: AttemptOrder };

const ALL = { filters: NO_FILTERS, outcomes: [] };
const CASES: readonly Case[] = [
  { page: "newest", selection: ALL, sort: { by: "started_at", order: "desc" } },
  ...(["duration_ms", "ttft_ms", "cost_usd", "input_tokens", "output_tokens"] as const).flatMap((by) =>
    (["desc", "asc"] as const).map((order): Case => ({ page: `${by} ${order}`, selection: ALL, sort: { by, order } })),
  ),
  {
    page: "duration_ms desc, one region and tier",
    selection: { ...ALL, filters: { ...NO_FILTERS, region: [FILTERED.region], tier: [FILTERED.tier] } },
    sort: { by: "duration_ms", order: "desc" },
  },
  {
    page: "duration_ms desc, timeouts alone",
    selection: { ...ALL, outcomes: ["timeout"] },
    sort: { by: "duration_ms", order: "desc" },
  },
];

/** First pages of the attempts explorer over thirty days, beside a plain ORDER BY … LIMIT over the same rows. */
export async function measureAttempts(bench: Bench): Promise<Section[]> {
  const rows: Record<string, BenchValue>[] = [];
  for (const wanted of bench.options.rows.filter((count) => count <= MAX_STORED_ROWS)) {
    const month = await loadMonth(bench, wanted);
    rows.push(...(await measurePages(month, bench.options.rounds)));
    await month.database.drop();
  }
  return [
    {
      part: "attempts",
      title: `First page of ${LIMIT} attempts of 30 days, against ORDER BY … LIMIT over the same rows`,
      notes: [
        "Ours: the function behind the route, in this process. Plain: the same rows by one statement, workers allowed, once.",
        "Both answers hold the same attempts in the same order, or the run fails.",
      ],
      rows,
    },
  ];
}

/** The pages of one month. */
async function measurePages(
  { rows, database, window }: Pick<Month, "rows" | "window"> & { database: Pick<Database, "db"> },
  rounds: number,
): Promise<Record<string, BenchValue>[]> {
  const measured: Record<string, BenchValue>[] = [];
  for (const { page, selection: own, sort } of CASES) {
    const selection = { ...own, window };
    const times: number[] = [];
    let ids: string[] = [];
    for (let round = 0; round <= rounds; round++) {
      const startedAt = performance.now();
      ids = await readFull(database, selection, sort);
      // The first one finds no page in memory.
      if (round > 0) times.push(performance.now() - startedAt);
    }
    const startedAt = performance.now();
    const plain = await readPlain(database, selection, sort);
    const plainMs = performance.now() - startedAt;
    if (plain.join() !== ids.join()) throw new Error(`${page}: the two answers differ`);
    measured.push({
      attempts: rows,
      page,
      "ours, ms": median(times),
      "plain, ms": plainMs,
      "×": plainMs / median(times),
    });
  }
  return measured;
}

/** A page, and where it ended for lack of time, those after it until it is full. */
async function readFull(
  { db }: Pick<Database, "db">,
  selection: AttemptSelection,
  sort: AttemptOrder,
): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await findAttempts(db, { selection, sort, limit: LIMIT - ids.length, cursor });
    ids.push(...page.rows.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && ids.length < LIMIT);
  return ids;
}

async function readPlain(
  { db }: Pick<Database, "db">,
  selection: AttemptSelection,
  { by, order }: AttemptOrder,
): Promise<string[]> {
  if (isAttemptName(by)) throw new Error("Names are not measured here");
  const direction = order === "desc" ? sql`desc` : sql`asc`;
  const own = by === "started_at" ? sql`` : sql`${measureColumn(by)} ${direction} nulls last, `;
  const time = by === "started_at" ? direction : sql`desc`;
  const rows = await readAttempts(db, {
    where: attemptConditions(selection, spanOf(selection)),
    order: sql`${own}a.started_at ${time}, a.id ${time}`,
    limit: LIMIT,
  });
  return rows.map(({ id }) => id);
}
