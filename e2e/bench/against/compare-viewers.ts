import { join } from "node:path";
import { MINUTE_US } from "@/lib/domain/time/units";
import type { Section } from "../section";
import { routerPosts } from "./compare-router";
import { createViewers } from "./create-viewers";
import { type Answered, describeSeen } from "./describe-seen";
import { fillHistories, HISTORY } from "./import-history";
import type { Viewer } from "./load-messages";
import { type Comparison, inTurn } from "./open-sides";
import { settleSide } from "./settle-side";
import { startBoth } from "./start-both";
import { type Load, startLoad } from "./start-load";
import { logsOf, type Running } from "./start-side";
import { noneOfEither, type Stat, statRows } from "./stat-rows";
import { writePosts } from "./write-posts";

const VIEWERS = 100;
const EVERY_MS = 5_000;
const QUICK_SECONDS = 5;
const FULL_SECONDS = 30;
const MAX_ROUNDS = 3;
const POSTS_PER_SECOND = 50;
/** 5,000 records/s. */
const BUSY_RECORDS = 100;
const SEED = 30_000;

type Measured = Answered & { perSecond: number };

const STATS: readonly Stat<Measured>[] = [
  { of: "perSecond", stat: "answers/s", better: "more" },
  { of: "p50", stat: "p50, ms", better: "less" },
  { of: "p95", stat: "p95, ms", better: "less" },
  { of: "errors", stat: "errors", better: "less" },
  { of: "refused", stat: "429 and 503", better: "less" },
  { of: "lateP99", stat: "client late p99, ms", better: "less" },
];
const LOADS = [
  { load: "all the same, a router beside", filtered: false },
  { load: "each their own, 5,000 records/s beside", filtered: true },
];

/** A hundred who look at Live at once: all at the same beside a router, and each at something else beside a busy one. */
export async function compareViewers(bench: Comparison): Promise<Section[]> {
  const { options } = bench;
  const rows = Math.max(...options.rows);
  await fillHistories(bench, rows);
  const running = await startBoth(bench, HISTORY);
  const [looking, posting] = [await startLoad(bench), await startLoad(bench)];
  const rounds = options.quick ? 1 : Math.min(MAX_ROUNDS, options.rounds);
  const loads = LOADS.map((load) => ({ ...load, measured: noneOfEither<Measured>() }));
  for (const [index, { filtered, measured }] of loads.entries()) {
    const viewersOf = new Map<Running, Viewer[]>();
    for (const side of running) viewersOf.set(side, await createViewers(side, { count: VIEWERS, filtered }));
    for (let round = 1; round <= rounds; round++) {
      bench.log(`viewers: ${filtered ? "each their own" : "all the same"}, round ${round} of ${rounds}`);
      const seed = SEED + (round * loads.length + index) * 1_000;
      const posts = await (filtered ? busyPosts : routerPosts)(join(bench.folder, "beside"), seed);
      for (const side of inTurn(round, running)) {
        await settleSide(side);
        const beside = { ...logsOf(side), ...posts, perSecond: POSTS_PER_SECOND };
        measured[side.side].push(
          await look(side, { looking, posting, viewers: viewersOf.get(side) ?? [], beside, quick: options.quick }),
        );
      }
    }
  }
  for (const { stop } of [looking, posting]) await stop();
  return [
    {
      part: "viewers",
      title: `${VIEWERS} viewers on Live against ${bench.theirs.name}, ${rows.toLocaleString("en")} attempts of thirty days`,
      notes: [
        `Each asks for models of 24 h and 30 d, uptime and spend of 30 d every ${EVERY_MS / 1_000} s; 80 answers/s are wanted.`,
        "Milliseconds from when a question was due, of answers that were not refused.",
      ],
      rows: loads.flatMap(({ load, measured }) => statRows(load, { stats: STATS, measured, than: bench.theirs.name })),
    },
  ];
}

type Looking = {
  looking: Load;
  posting: Load;
  viewers: Viewer[];
  beside: { url: string; headers: Record<string, string>; file: string; lengths: number[]; perSecond: number };
  quick: boolean;
};

async function look({ origin }: Running, { looking, posting, viewers, beside, quick }: Looking): Promise<Measured> {
  const seconds = quick ? QUICK_SECONDS : FULL_SECONDS;
  const startedAt = performance.now();
  const asked = looking.run({ kind: "viewers", origin, viewers, everyMs: EVERY_MS, seconds });
  const [seen, took] = await Promise.all([
    asked,
    asked.then(() => (performance.now() - startedAt) / 1_000),
    posting.run({ kind: "router", ...beside, seconds }),
  ]);
  return { ...describeSeen(seen), perSecond: seen.latenciesMs.length / took };
}

function busyPosts(file: string, seed: number) {
  const sizes = Array.from({ length: 500 }, () => BUSY_RECORDS);
  return writePosts(file, { seed, sizes, spanUs: MINUTE_US });
}
