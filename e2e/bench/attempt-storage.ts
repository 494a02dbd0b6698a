import { randomUUID } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as delay } from "node:timers/promises";
import type { Sql } from "postgres";

/** The table that a bare COPY goes into: the same columns and keys as a partition of the attempts, whatever those are. */
const COPY_TABLE = "bench_copy";
const PIECE_BYTES = 65_536;
const NEWLINE = 0x0a;
const SETTLED_WITHIN_MS = 60_000;

/** The tables in which attempts physically lie. */
export async function listPartitions(sql: Sql): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select i.inhrelid::regclass::text as name
    from pg_inherits i
    join pg_class parent on parent.oid = i.inhparent and parent.relkind = 'p'
    join pg_class child on child.oid = i.inhrelid and child.relkind = 'r'
    order by 1`;
  return rows.map(({ name }) => name);
}

/** Empties the attempts and the table that is copied into, and lets nobody pay for another's dirty pages. */
export async function clearAttempts(sql: Sql): Promise<void> {
  const partitions = await listPartitions(sql);
  await sql.unsafe(`truncate ${partitions.join(", ")}`);
  await clearCopy(sql);
}

export async function clearCopy(sql: Sql): Promise<void> {
  const [like] = await listPartitions(sql);
  await sql.unsafe(`create table if not exists ${COPY_TABLE} (like ${like} including all); truncate ${COPY_TABLE}`);
  await sql`checkpoint`;
}

/** All stored attempts as the text that COPY reads, row for row in the order they were stored. */
export async function exportText(sql: Sql): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (const partition of await listPartitions(sql)) {
    const file = await copyToFile(sql, partition, "format text");
    parts.push(await readFile(file));
    await rm(file);
  }
  return Buffer.concat(parts);
}

/**
 * Has the server write a table or a query in brackets into a file, and returns its path; the caller removes it.
 *
 * Within the server's own folder, where it may write whoever it runs as. Read through the driver (3.4.9) instead, a run
 * now and then never went on: it seems to pause its socket and not to resume it after the last rows.
 */
export async function copyToFile(sql: Sql, what: string, options: string): Promise<string> {
  const [row] = await sql<{ data_directory: string }[]>`show data_directory`;
  const file = join(row?.data_directory ?? "", `bench-${randomUUID()}.copy`);
  await sql.unsafe(`copy ${what} to '${file.replaceAll("'", "''")}' (${options})`);
  return file;
}

/** Copies text over so many connections at once, each its share in one command; returns the seconds it took. */
export async function copyText(sql: Sql, text: Buffer, connections: number): Promise<number> {
  const shares = splitRows(text, connections);
  const startedAt = performance.now();
  await Promise.all(
    shares.map(async (share) => {
      const stream = await sql.unsafe(`copy ${COPY_TABLE} from stdin`).writable();
      await pipeline(Readable.from(pieces(share)), stream);
    }),
  );
  return (performance.now() - startedAt) / 1_000;
}

/** Waits until what was stored is folded and the breakers have received it, so that nothing goes on beside the next measurement. */
export async function settleQueues(sql: Sql): Promise<void> {
  const deadline = Date.now() + SETTLED_WITHIN_MS;
  while ((await countPending(sql)) > 0) {
    if (Date.now() > deadline) throw new Error("What was stored is not folded within a minute");
    await delay(100);
  }
}

/** Commits whose sums are not folded yet. */
export async function countPending(sql: Sql): Promise<number> {
  const [row] = await sql<{ pending: number }[]>`
    select greatest((select count(*) from rollup_delta), (select count(*) from rollup_delta_app),
      (select count(*) from breaker_feed))::int as pending`;
  return row?.pending ?? 0;
}

function splitRows(text: Buffer, shares: number): Buffer[] {
  const ends = Array.from({ length: shares }, (_, index) =>
    index === shares - 1 ? text.length : text.indexOf(NEWLINE, Math.floor((text.length * (index + 1)) / shares)) + 1,
  );
  return ends.map((end, index) => text.subarray(ends[index - 1] ?? 0, end));
}

function* pieces(text: Buffer): Generator<Buffer> {
  for (let at = 0; at < text.length; at += PIECE_BYTES) yield text.subarray(at, at + PIECE_BYTES);
}
