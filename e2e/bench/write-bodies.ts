import { writeFile } from "node:fs/promises";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { MINUTE_US } from "@/lib/domain/time/units";
import { createLogRecords, instantsBetween } from "./create-log-records";

/** Live traffic: what a router posts lies no further back than this. */
const LIVE_US = 5 * MINUTE_US;

export type Bodies = { file: string; lengths: number[]; rows: number; bytes: number };

/** Writes posts of so many records each, of the last minutes, end to end into a file; each seed has ids of its own. */
export async function writeBodies(
  file: string,
  input: { seed: number; posts: number; batch: number },
): Promise<Bodies> {
  const { seed, posts, batch } = input;
  const rows = posts * batch;
  const make = createLogRecords(seed);
  const toUs = Date.now() * 1_000;
  const bodies: Buffer[] = [];
  let records: object[] = [];
  for (const atUs of instantsBetween({ seed, n: rows, fromUs: toUs - LIVE_US, toUs })) {
    const record = make(atUs);
    records.push({ ...record, started_at: formatInstantUs(record.started_at) });
    if (records.length < batch) continue;
    bodies.push(Buffer.from(JSON.stringify(records)));
    records = [];
  }
  const all = Buffer.concat(bodies);
  await writeFile(file, all);
  return { file, lengths: bodies.map(({ length }) => length), rows, bytes: all.length };
}
