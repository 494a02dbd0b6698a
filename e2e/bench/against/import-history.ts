import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { childEnv } from "@/db/embedded/run";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { DAY_US } from "@/lib/domain/time/units";
import { EnvError } from "@/lib/env";
import { createLogRecords, instantsBetween } from "../create-log-records";
import { stopChild } from "../launch-product";
import type { Comparison, Side } from "./open-sides";
import { processSeconds } from "./process-seconds";
import { stopBoth } from "./start-both";
import { dataFolder } from "./start-side";

/** What the builds keep their history in. */
export const HISTORY = "history";
const DAYS = 30;
const LINES_AT_ONCE = 1_000;
const MAX_FILE_ROWS = 1_000_000;
const SEED = 60_000;
const SAID_LENGTH = 2_000;
const COMMAND = "app/_cli/import.ts";

export type Imported = { seconds: number; processorSeconds: number };

/** Writes a file of so many attempts of the thirty days that end now, in the order of their start. */
export async function writeHistory(bench: Comparison, { rows, seed }: { rows: number; seed: number }): Promise<string> {
  const file = join(bench.folder, `history-${seed}.jsonl`);
  await pipeline(Readable.from(linesOf(rows, seed)), createWriteStream(file));
  return file;
}

/** Imports a file with a build's own command, without its server; how long that took, PostgreSQL's start and end included. */
export async function importHistory(bench: Comparison, side: Side, file: string, rows: number): Promise<Imported> {
  if (!existsSync(join(side.folder, COMMAND))) throw new EnvError(`${side.name} has no command to import a file`);
  await stopBoth(bench);
  const dataDir = await dataFolder(bench, side, HISTORY);
  const usedBefore = await processSeconds(process.pid);
  const startedAt = performance.now();
  const child = spawn(process.execPath, ["--import", "tsx", COMMAND, file], {
    cwd: side.folder,
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...childEnv(), SWITCHYARD_DATA_DIR: dataDir, ...side.env },
  });
  const stop = bench.cleanup.add(() => stopChild(child));
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-SAID_LENGTH);
  });
  const [code] = await once(child, "close");
  await stop();
  if (code !== 0) throw new EnvError(`${side.name}: the import failed: ${said.trim().split("\n").at(-1)}`);
  bench.imported[side.side] += rows;
  return {
    seconds: (performance.now() - startedAt) / 1_000,
    processorSeconds: (await processSeconds(process.pid)) - usedBefore,
  };
}

/** Has both builds import until each has at least so many attempts of thirty days. */
export async function fillHistories(bench: Comparison, rows: number): Promise<void> {
  const { imported, ours, theirs } = bench;
  for (let nth = 0; imported.ours < rows; nth++) {
    const missing = Math.min(MAX_FILE_ROWS, rows - imported.ours);
    bench.log(`history: ${imported.ours.toLocaleString("en")} of ${rows.toLocaleString("en")} attempts`);
    const file = await writeHistory(bench, { rows: missing, seed: SEED + nth });
    for (const side of [ours, theirs]) await importHistory(bench, side, file, missing);
    await rm(file);
  }
}

function* linesOf(rows: number, seed: number): Generator<string> {
  const make = createLogRecords(seed);
  const toUs = Date.now() * 1_000;
  let lines = "";
  let count = 0;
  for (const atUs of instantsBetween({ seed, n: rows, fromUs: toUs - DAYS * DAY_US, toUs })) {
    lines += `${JSON.stringify({ ...make(atUs), started_at: formatInstantUs(atUs) })}\n`;
    if (++count % LINES_AT_ONCE !== 0) continue;
    yield lines;
    lines = "";
  }
  yield lines;
}
