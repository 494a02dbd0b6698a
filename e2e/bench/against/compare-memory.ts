import { join } from "node:path";
import { MINUTE_US } from "@/lib/domain/time/units";
import type { Section } from "../section";
import { describeSeen } from "./describe-seen";
import { type Comparison, inTurn } from "./open-sides";
import { settleSide } from "./settle-side";
import { stopBoth } from "./start-both";
import { startLoad } from "./start-load";
import { logsOf, type Running, startSide } from "./start-side";
import { noneOfEither, type Stat, statRows } from "./stat-rows";
import { writePosts } from "./write-posts";

const CONNECTIONS = 64;
const BATCH = 1_000;
const POSTS = 200;
const QUICK_SECONDS = 3;
const FULL_SECONDS = 60;
/** As long as what a start leaves behind takes to be collected. */
const IDLE_MS = 20_000;
const MAX_ROUNDS = 3;
const MIB = 2 ** 20;
const SEED = 90_000;

type Measured = { idle: number; peak: number; refused: number; errors: number };

const STATS: readonly Stat<Measured>[] = [
  { of: "idle", stat: "idle, MiB", better: "less" },
  { of: "peak", stat: "peak, MiB", better: "less" },
  { of: "refused", stat: "429 and 503", better: "less" },
  { of: "errors", stat: "errors", better: "less" },
];

/** The memory of a server that was just started, and the most it takes in a flood of posts; PostgreSQL's is not in it. */
export async function compareMemory(bench: Comparison): Promise<Section[]> {
  const { options } = bench;
  const rounds = options.quick ? 1 : Math.min(MAX_ROUNDS, options.rounds);
  const seconds = options.quick ? QUICK_SECONDS : FULL_SECONDS;
  await stopBoth(bench);
  const load = await startLoad(bench);
  const measured = noneOfEither<Measured>();
  for (let round = 1; round <= rounds; round++) {
    bench.log(`memory: round ${round} of ${rounds}`);
    const sizes = Array.from({ length: POSTS }, () => BATCH);
    const posts = await writePosts(join(bench.folder, "flood"), { seed: SEED + round, sizes, spanUs: MINUTE_US });
    for (const side of inTurn(round, [bench.ours, bench.theirs])) {
      const running = await startSide(bench, side, "memory");
      await settleSide(running, { atLeastMs: options.quick ? 0 : IDLE_MS });
      const idle = await memoryOf(running, "now");
      const seen = await load.run({ kind: "flood", ...logsOf(running), ...posts, connections: CONNECTIONS, seconds });
      const { refused, errors } = describeSeen(seen);
      measured[side.side].push({ idle, peak: await memoryOf(running, "peak"), refused, errors });
      await running.stop();
    }
  }
  await load.stop();
  return [
    {
      part: "memory",
      title: `Memory of the server's process against ${bench.theirs.name}`,
      notes: [
        `Idle after its start; the peak within ${seconds} s of ${CONNECTIONS} connections that post ${BATCH} records each.`,
      ],
      rows: statRows("flood", { stats: STATS, measured, than: bench.theirs.name }),
    },
  ];
}

/** In MiB; NaN where the system does not say. */
async function memoryOf(side: Running, which: "now" | "peak"): Promise<number> {
  const memory = await side.memory();
  return memory ? Math.round(memory[which] / MIB) : Number.NaN;
}
