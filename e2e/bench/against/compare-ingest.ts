import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { HOUR_US, MINUTE_US } from "@/lib/domain/time/units";
import { EnvError } from "@/lib/env";
import type { Section } from "../section";
import { type Client, startClient } from "../start-client";
import type { Bodies } from "../write-bodies";
import { type Comparison, inTurn } from "./open-sides";
import { settleSide } from "./settle-side";
import { startBoth } from "./start-both";
import type { Counters, Running } from "./start-side";
import { noneOfEither, type Stat, statRows } from "./stat-rows";
import { writePosts } from "./write-posts";

const LAST_MINUTE = { load: "last minute", spanUs: MINUTE_US };
const SIX_HOURS = { load: "six hours", spanUs: 6 * HOUR_US };
const CONNECTIONS = 4;
const LOADS = [
  { ...LAST_MINUTE, batch: 1_000, quick: 40, full: 240 },
  { ...LAST_MINUTE, batch: 10_000, quick: 8, full: 40 },
  { ...SIX_HOURS, batch: 1_000, quick: 40, full: 160 },
  { ...SIX_HOURS, batch: 10_000, quick: 0, full: 16 },
];
const WARM_UP = { seed: 70_000, sizes: sameSizes(40, 1_000), spanUs: MINUTE_US };
const SEED = 71_000;
/** Minutes that are over are sealed a while after they were folded; what that takes is counted too. */
const SEALED_MS = 16_000;

type Measured = { recordsPerSecond: number; walPerRecord: number; usPerRecord: number; postgresUsPerRecord: number };

const STATS: readonly Stat<Measured>[] = [
  { of: "recordsPerSecond", stat: "records/s", better: "more" },
  { of: "usPerRecord", stat: "processor µs a record", better: "less" },
  { of: "postgresUsPerRecord", stat: "of it PostgreSQL's", better: "less" },
  { of: "walPerRecord", stat: "WAL bytes a record", better: "less" },
];

/** Posts of logs to both builds in turn, the very same ones: of the last minute, and spread over six hours. */
export async function compareIngest(bench: Comparison): Promise<Section[]> {
  const { options } = bench;
  const loads = LOADS.map(({ load, batch, spanUs, quick, full }) => ({
    name: `${load}, ${batch.toLocaleString("en")} × ${CONNECTIONS}`,
    sizes: sameSizes(options.quick ? quick : full, batch),
    spanUs,
    sealedMs: options.quick && spanUs === LAST_MINUTE.spanUs ? 0 : SEALED_MS,
    measured: noneOfEither<Measured>(),
  })).filter(({ sizes }) => sizes.length > 0);
  const running = await startBoth(bench, "live");
  const client = startClient(bench);
  const file = join(bench.folder, "posts");
  const warmUp = await writePosts(file, WARM_UP);
  for (const side of running) await postTo(side, client, warmUp);

  for (let round = 1; round <= options.rounds; round++) {
    bench.log(`ingest: round ${round} of ${options.rounds}`);
    for (const [index, { spanUs, sizes, sealedMs, measured }] of loads.entries()) {
      const seed = SEED + (round * loads.length + index) * 1_000;
      const posts = await writePosts(file, { seed, sizes, spanUs });
      const posted: Posted[] = [];
      for (const side of inTurn(round, running)) posted.push(await postTo(side, client, posts));
      await delay(sealedMs);
      for (const one of posted) measured[one.side.side].push(await measureSettled(one, posts));
    }
  }
  await client.stop();

  const rows = loads.flatMap(({ name, measured }) =>
    statRows(name, { stats: STATS, measured, than: bench.theirs.name }),
  );
  return [
    {
      part: "ingest",
      title: `Ingest over HTTP against ${bench.theirs.name}`,
      notes: [
        `Records/s until the last answer; processor time (server and PostgreSQL) and WAL until all of it is folded and minutes that are over are sealed${options.quick ? ", the last minute's apart" : ""}.`,
        "Both builds run, one is posted to at a time; client, servers and databases share the machine's cores.",
      ],
      rows,
    },
  ];
}

type Posted = { side: Running; before: Counters; recordsPerSecond: number };

/** Posts all of it and waits until it is folded, so that the other build is not measured beside that. */
async function postTo(side: Running, client: Client, posts: Bodies): Promise<Posted> {
  const { origin, apiKey } = side;
  const { file, lengths, rows } = posts;
  const before = await side.counters();
  const posted = await client
    .post({ origin, apiKey, file, lengths, connections: CONNECTIONS })
    .catch((error: unknown) => {
      throw new EnvError(`${side.name}: ${error instanceof Error ? error.message : error}`);
    });
  if (posted.accepted !== rows) throw new EnvError(`${side.name}: ${posted.accepted} of ${rows} records were accepted`);
  await settleSide(side);
  return { side, before, recordsPerSecond: rows / posted.seconds };
}

/** What the posts cost a build until now, when it has nothing left to do of them. */
async function measureSettled({ side, before, recordsPerSecond }: Posted, { rows }: Bodies): Promise<Measured> {
  await settleSide(side);
  const after = await side.counters();
  return {
    recordsPerSecond,
    walPerRecord: (after.walBytes - before.walBytes) / rows,
    usPerRecord: ((after.seconds - before.seconds) * 1e6) / rows,
    postgresUsPerRecord: ((after.postgresSeconds - before.postgresSeconds) * 1e6) / rows,
  };
}

function sameSizes(posts: number, batch: number): number[] {
  return Array.from({ length: posts }, () => batch);
}
