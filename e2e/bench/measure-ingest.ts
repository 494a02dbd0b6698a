import { join } from "node:path";
import { clearAttempts, clearCopy, copyText, countPending, exportText, settleQueues } from "./attempt-storage";
import { median, medianRatio } from "./median";
import type { Bench } from "./open-bench";
import type { Section } from "./section";
import { startClient } from "./start-client";
import { startProduct } from "./start-product";
import { writeBodies } from "./write-bodies";

type Case = { batch: number; connections: number; posts: number };
type Round = { rowsPerSecond: number; copyRowsPerSecond: number; clientShare: number; pending: number };

const BATCHES = [
  { batch: 1, quick: 30, full: 200 },
  { batch: 100, quick: 20, full: 300 },
  { batch: 1_000, quick: 15, full: 100 },
  { batch: 10_000, quick: 2, full: 12 },
];
const CONNECTIONS = [1, 4];
const WARM_UP = { batch: 1_000, posts: 40, connections: 4 };

/**
 * Posts of logs to the real server, against a bare text COPY of the very rows they were stored as.
 *
 * Every round starts on empty tables; the COPY runs when the server has folded all there was and is idle.
 */
export async function measureIngest(bench: Bench): Promise<Section[]> {
  const { options } = bench;
  const database = await bench.createDatabase("bench_ingest");
  const { sql } = database;
  const product = await startProduct(bench, database.url);
  const client = startClient(bench);
  const file = join(bench.folder, "bodies");
  const cases: Case[] = BATCHES.flatMap(({ batch, quick, full }) =>
    CONNECTIONS.map((connections) => ({ batch, connections, posts: (options.quick ? quick : full) * connections })),
  );
  const rounds = new Map<Case, Round[]>(cases.map((one) => [one, []]));
  let seed = 1;

  async function post({ batch, posts, connections }: Case) {
    const bodies = await writeBodies(file, { seed: seed++, posts, batch });
    const posted = await client.post({ ...product, ...bodies, connections });
    const pending = await countPending(sql);
    if (posted.accepted !== bodies.rows) throw new Error(`${posted.accepted} of ${bodies.rows} records were accepted`);
    await settleQueues(sql);
    return { ...posted, rows: bodies.rows, pending };
  }

  const idle = await product.memory();
  await post(WARM_UP);
  for (let round = 1; round <= options.rounds; round++) {
    bench.log(`ingest: round ${round} of ${options.rounds}`);
    for (const one of cases) {
      await clearAttempts(sql);
      const posted = await post(one);
      const text = await exportText(sql);
      await clearCopy(sql);
      const copySeconds = await copyText(sql, text, 1);
      rounds.get(one)?.push({
        rowsPerSecond: posted.rows / posted.seconds,
        copyRowsPerSecond: posted.rows / copySeconds,
        clientShare: posted.cpuSeconds / posted.seconds,
        pending: posted.pending,
      });
    }
  }
  const peak = await product.memory();
  await client.stop();
  await product.stop();
  await database.drop();

  const rows = [...rounds].map(([{ batch, connections }, measured]) => ({
    batch,
    connections,
    "rows/s": median(measured.map(({ rowsPerSecond }) => rowsPerSecond)),
    "COPY rows/s": median(measured.map(({ copyRowsPerSecond }) => copyRowsPerSecond)),
    "× of COPY": medianRatio(
      measured.map(({ rowsPerSecond }) => rowsPerSecond),
      measured.map(({ copyRowsPerSecond }) => copyRowsPerSecond),
    ),
    "client's cores": median(measured.map(({ clientShare }) => clientShare)),
    "commits to fold": median(measured.map(({ pending }) => pending)),
  }));
  return [
    {
      part: "ingest",
      title:
        "Ingest over HTTP, against one bare text COPY of the same rows into a table with the same columns and keys",
      notes: [
        "Client, server and PostgreSQL share the machine's cores; the server parses, checks, prices, stores, sums up and folds.",
        "The COPY has no client but what sends the text, and derives nothing.",
      ],
      rows,
    },
    {
      part: "ingest",
      title: "Memory of the server's process",
      notes: ["As the system reports it (Linux); the peak is that of all posts above."],
      rows: [
        {
          "idle MiB": mebibytes(idle?.now),
          "peak MiB": mebibytes(peak?.peak),
          "× of idle": idle && peak ? peak.peak / idle.now : null,
        },
      ],
    },
  ];
}

function mebibytes(bytes: number | undefined): number | null {
  return bytes === undefined ? null : Math.round(bytes / 2 ** 20);
}
