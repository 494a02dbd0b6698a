import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { MINUTE_US } from "@/lib/domain/time/units";
import { EnvError } from "@/lib/env";
import { median } from "../median";
import type { Section } from "../section";
import { type Client, startClient } from "../start-client";
import { fillHistories, HISTORY } from "./import-history";
import { type Comparison, inTurn } from "./open-sides";
import { settleSide } from "./settle-side";
import { startBoth, stopBoth } from "./start-both";
import { startLoad } from "./start-load";
import { logsOf, type Running } from "./start-side";
import { noneOfEither, type Stat, statRows } from "./stat-rows";
import { writePosts } from "./write-posts";

/** What the Overview asks for. */
const OVERVIEW = "/api/v1/stats/models?window=30d";
const WARM_UP = "/api/v1/stats/models?window=24h";
const QUICK_TIMES = 3;
const FULL_TIMES = 20;
/** Longer than viewers of the same second share a read. */
const APART_MS = 1_100;
const LIVE_POSTS = 4;
const POSTED_SECONDS = 0.02;
const LIVE_RECORDS = 10;
const WITHIN_MS = 120_000;
const MAX_ROUNDS = 3;
const SEED = 40_000;

type Measured = { first: number; again: number };

const STATS: readonly Stat<Measured>[] = [
  { of: "first", stat: "first, ms", better: "less" },
  { of: "again", stat: "again, ms", better: "less" },
];

/** Thirty days over HTTP: asked for the first time after a start, and again while only the last minute grows. */
export async function compareOverview(bench: Comparison): Promise<Section[]> {
  const { options } = bench;
  const rows = Math.max(...options.rows);
  await fillHistories(bench, rows);
  const client = startClient(bench);
  const load = await startLoad(bench);
  const rounds = options.quick ? 1 : Math.min(MAX_ROUNDS, options.rounds);
  const measured = noneOfEither<Measured>();
  for (let round = 1; round <= rounds; round++) {
    bench.log(`overview: round ${round} of ${rounds}`);
    const sizes = Array.from({ length: LIVE_POSTS }, () => LIVE_RECORDS);
    const posts = await writePosts(join(bench.folder, "few"), { seed: SEED + round, sizes, spanUs: MINUTE_US });
    await stopBoth(bench);
    const running = await startBoth(bench, HISTORY);
    for (const side of running) await settleSide(side);
    for (const side of inTurn(round, running)) {
      await ask(side, client, WARM_UP);
      const first = await ask(side, client, OVERVIEW);
      const again: number[] = [];
      for (let nth = 0; nth < (options.quick ? QUICK_TIMES : FULL_TIMES); nth++) {
        await load.run({ kind: "flood", ...logsOf(side), ...posts, connections: 1, seconds: POSTED_SECONDS });
        await delay(APART_MS);
        again.push(await ask(side, client, OVERVIEW));
      }
      measured[side.side].push({ first, again: median(again) });
    }
  }
  for (const { stop } of [client, load]) await stop();
  return [
    {
      part: "overview",
      title: `The overview of thirty days over HTTP against ${bench.theirs.name}, ${rows.toLocaleString("en")} attempts`,
      notes: [
        "First after a start that answered 24 hours before; again while only the last minute grows, asked alone.",
      ],
      rows: statRows("30-day overview", { stats: STATS, measured, than: bench.theirs.name }),
    },
  ];
}

async function ask(side: Running, client: Client, path: string): Promise<number> {
  const headers = { authorization: `Bearer ${side.apiKey}` };
  const task = { url: side.origin + path, headers, count: 1, withinMs: WITHIN_MS, pauseMs: 0 };
  const { status, latenciesMs } = await client.get(task);
  if (status !== 200) throw new EnvError(`${side.name}: GET ${path} was answered ${status}`);
  return latenciesMs[0] ?? Number.NaN;
}
