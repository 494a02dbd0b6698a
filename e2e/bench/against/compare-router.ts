import { join } from "node:path";
import { createRandom } from "@/lib/domain/simulation/random";
import { MINUTE_US } from "@/lib/domain/time/units";
import type { Section } from "../section";
import { type Answered, describeSeen } from "./describe-seen";
import { type Comparison, inTurn } from "./open-sides";
import { settleSide } from "./settle-side";
import { startBoth } from "./start-both";
import { startLoad } from "./start-load";
import { logsOf } from "./start-side";
import { noneOfEither, type Stat, statRows } from "./stat-rows";
import { writePosts } from "./write-posts";

const PER_SECOND = 50;
const MAX_RECORDS = 50;
const WARM_UP_SECONDS = 3;
const QUICK_SECONDS = 4;
const FULL_SECONDS = 20;
const SEED = 80_000;

const STATS: readonly Stat<Answered>[] = [
  { of: "p50", stat: "answer p50, ms", better: "less" },
  { of: "p99", stat: "answer p99, ms", better: "less" },
  { of: "lateP99", stat: "client late p99, ms", better: "less" },
  { of: "refused", stat: "429 and 503", better: "less" },
  { of: "errors", stat: "errors", better: "less" },
];

/** What one router posts: from 1 to 50 records at a time. */
export function routerPosts(file: string, seed: number, posts = 500) {
  const random = createRandom(seed);
  const sizes = Array.from({ length: posts }, () => 1 + Math.floor(random.next() * MAX_RECORDS));
  return writePosts(file, { seed, sizes, spanUs: MINUTE_US });
}

/** How long a router waits for its answers, each post due at its own moment. */
export async function compareRouter(bench: Comparison): Promise<Section[]> {
  const { options } = bench;
  const running = await startBoth(bench, "live");
  const load = await startLoad(bench);
  const seconds = options.quick ? QUICK_SECONDS : FULL_SECONDS;
  const measured = noneOfEither<Answered>();
  for (let round = 0; round <= options.rounds; round++) {
    if (round > 0) bench.log(`router: round ${round} of ${options.rounds}`);
    const posts = await routerPosts(join(bench.folder, "router"), SEED + round * 1_000);
    for (const side of inTurn(round, running)) {
      const task = { kind: "router" as const, ...logsOf(side), ...posts, perSecond: PER_SECOND };
      const seen = await load.run({ ...task, seconds: round === 0 ? WARM_UP_SECONDS : seconds });
      if (round > 0) measured[side.side].push(describeSeen(seen));
      await settleSide(side);
    }
  }
  await load.stop();
  return [
    {
      part: "router",
      title: `One router against ${bench.theirs.name}: ${PER_SECOND} posts/s of 1 to ${MAX_RECORDS} records`,
      notes: ["From when a post was due to its answer. Where the client itself came late, the machine was busy."],
      rows: statRows("one router", { stats: STATS, measured, than: bench.theirs.name }),
    },
  ];
}
