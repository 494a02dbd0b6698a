import { setTimeout as delay } from "node:timers/promises";
import type { Sql } from "postgres";
import { EnvError } from "@/lib/env";
import { type Running, readWalBytes } from "./start-side";

/** What a server writes in such a while where nobody posts. */
const IDLE_BYTES = 16_384;
const LOOK_MS = 500;
const STILL_LOOKS = 3;
const WITHIN_MS = 180_000;

/**
 * Waits until a server has nothing left to do of what it was sent: for longer than folding pauses no statement runs and hardly anything
 * is written, after waiting at least so long. The tables that queues are kept in differ from build to build; this holds for all.
 */
export async function settleSide(
  { sql, name }: Running,
  { atLeastMs = 0 }: { atLeastMs?: number } = {},
): Promise<void> {
  await delay(atLeastMs);
  const deadline = performance.now() + WITHIN_MS;
  let before = await readWalBytes(sql);
  for (let still = 0; still < STILL_LOOKS; ) {
    if (performance.now() > deadline) throw new EnvError(`${name}: the database is still busy after three minutes`);
    await delay(LOOK_MS);
    const bytes = await readWalBytes(sql);
    still = bytes - before < IDLE_BYTES && (await countActive(sql)) === 0 ? still + 1 : 0;
    before = bytes;
  }
}

async function countActive(sql: Sql): Promise<number> {
  const [row] = await sql<{ active: number }[]>`
    select count(*)::int as active from pg_stat_activity
    where state = 'active' and backend_type = 'client backend' and pid <> pg_backend_pid()`;
  return row?.active ?? 0;
}
