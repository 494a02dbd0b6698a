import type { Retention } from "@/db/aggregates/group-types";
import { getComparison } from "@/db/comparison/get-comparison";
import { getRecommendation } from "@/db/comparison/get-recommendation";
import { getSizeClasses } from "@/db/comparison/get-size-classes";
import { getRetention } from "@/db/retention/get-retention";
import type { Filters } from "@/lib/contract/common";
import { DEFAULT_TARGETS } from "@/lib/domain/comparison/candidate";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { resolveWindow, WINDOW_NAMES } from "@/lib/domain/time/time-window";
import { FILTERED } from "../create-log-records";
import { median } from "../median";
import type { Bench } from "../open-bench";
import { MAX_STORED_ROWS } from "../options";
import type { BenchValue, Section } from "../section";
import { loadMonth, type Month } from "./load-month";

const RAW_DAYS = 45;
const WINDOWS = WINDOW_NAMES.filter((name) => name === "24h" || name === "7d" || name === "30d");
const CASES: readonly { traffic: string; filters: Filters }[] = [
  { traffic: "all", filters: NO_FILTERS },
  { traffic: "one tier", filters: { ...NO_FILTERS, tier: [FILTERED.tier] } },
];

/** What the comparison of models asks, by window: the functions behind the routes, in this process. */
export async function measureComparison(bench: Bench): Promise<Section[]> {
  const rows: Record<string, BenchValue>[] = [];
  for (const wanted of bench.options.rows.filter((count) => count <= MAX_STORED_ROWS)) {
    const month = await loadMonth(bench, wanted);
    const retention = await getRetention(month.database.db, { now: month.now, rawDays: RAW_DAYS });
    for (const window of WINDOWS) {
      for (const one of CASES) rows.push(await measureCase(month, retention, { ...one, window }, bench.options.rounds));
    }
    await month.database.drop();
  }
  return [
    {
      part: "comparison",
      title: "Comparison, recommendation and size classes, of thirty days of attempts",
      notes: ["The functions behind the routes, in this process, the first answer of each not counted; medians."],
      rows,
    },
  ];
}

async function measureCase(
  { rows, database: { db }, now }: Month,
  retention: Retention,
  { traffic, filters, window: name }: (typeof CASES)[number] & { window: (typeof WINDOWS)[number] },
  rounds: number,
): Promise<Record<string, BenchValue>> {
  const asked = { window: resolveWindow({ window: name }, now), filters, now, retention };
  const compared = { ...asked, mix: null };
  const { mix } = await getComparison(db, compared);
  return {
    attempts: rows,
    window: name,
    traffic,
    "compared of": mix.attempts,
    "comparison, ms": await medianOf(rounds, () => getComparison(db, compared)),
    "recommendation, ms": await medianOf(rounds, () =>
      getRecommendation(db, { ...compared, targets: DEFAULT_TARGETS }),
    ),
    "sizes, ms": await medianOf(rounds, () => getSizeClasses(db, asked)),
  };
}

async function medianOf(rounds: number, ask: () => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const startedAt = performance.now();
    await ask();
    // The first one finds no page in memory.
    if (round > 0) taken.push(performance.now() - startedAt);
  }
  return median(taken);
}
