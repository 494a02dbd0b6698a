import { writeFile } from "node:fs/promises";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { createLogRecords, instantsBetween } from "../create-log-records";
import type { Bodies } from "../write-bodies";

/** Writes posts of so many records each end to end into a file; every post is spread over the whole of the last while. */
export async function writePosts(
  file: string,
  { seed, sizes, spanUs }: { seed: number; sizes: readonly number[]; spanUs: number },
): Promise<Bodies> {
  const make = createLogRecords(seed);
  const toUs = Date.now() * 1_000;
  const bodies = sizes.map((n, nth) => {
    const instants = instantsBetween({ seed: seed + nth, n, fromUs: toUs - spanUs, toUs });
    const records = [...instants].map((atUs) => ({ ...make(atUs), started_at: formatInstantUs(atUs) }));
    return Buffer.from(JSON.stringify(records));
  });
  const all = Buffer.concat(bodies);
  await writeFile(file, all);
  return {
    file,
    lengths: bodies.map(({ length }) => length),
    rows: sizes.reduce((sum, n) => sum + n, 0),
    bytes: all.length,
  };
}
