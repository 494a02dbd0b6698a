import type { Sql } from "postgres";
import { openDriver } from "./open-driver";
import { findSession, type SessionKey } from "./sessions";
import { UnfitDatabase } from "./unfit-database";

const TRIES = 10;
const APPLICATION_NAME = "switchyard-check";
const SHARED =
  "DATABASE_URL leads through a pooler that shares sessions (transaction or statement pooling): Switchyard needs session pooling (PgBouncer: pool_mode = session) or the database itself";

type Asked = { backend: number; key: SessionKey };

/**
 * Throws an UnfitDatabase where a pooler shares a session among its clients, as in transaction and statement pooling.
 *
 * There, locks, settings and prepared statements are another's the next moment. A server that is asked directly is told
 * by the key it gave us, and asked nothing more.
 */
export async function refuseUnfit(url: string): Promise<void> {
  const [watched, other] = [openOne(url), openOne(url)];
  try {
    const { key } = await askBackend(watched);
    if (!findSession(key)?.isPooled) return;
    let refusals = 0;
    for (let tries = 0; tries < TRIES; tries++) {
      const found = await isShared(watched, other);
      if (found === "no transactions") refusals++;
      if (found === true || refusals === TRIES) throw new UnfitDatabase(SHARED);
    }
  } finally {
    await Promise.all([watched.end({ timeout: 0 }), other.end({ timeout: 0 })]);
  }
}

/** Whether two clients connected at once are given the same backend, or one of them another than a moment ago. */
async function isShared(watched: Sql, other: Sql): Promise<boolean | "no transactions"> {
  const before = await askBackend(watched);
  if ((await askBackend(other)).backend === before.backend) return isSame(before, await askKey(watched));
  // A pooler that prefers what was used last would give it back: it is kept from doing so.
  let isBegun = false;
  const held = other.begin(async (tx) => {
    isBegun = true;
    const held = await askBackend(tx);
    if (held.backend === before.backend) return true;
    const after = await askBackend(watched);
    return isSame(before, after.key) && after.backend !== before.backend;
  });
  return held.catch((error: unknown) => {
    if (isBegun) throw error;
    // What statement pooling does: it ends the connection of who begins one.
    return "no transactions";
  });
}

async function askBackend(sql: Pick<Sql, "unsafe">): Promise<Asked> {
  const rows = await sql.unsafe<{ pid: number }[]>("select pg_backend_pid() as pid");
  const [row] = rows;
  if (!row) throw new Error("A server without a process answered");
  // Copied, since the driver writes the next connection's into the same object.
  return { backend: row.pid, key: { pid: rows.state.pid, secret: rows.state.secret } };
}

async function askKey(sql: Sql): Promise<SessionKey> {
  return (await askBackend(sql)).key;
}

// A connection that was lost meanwhile proves nothing.
function isSame({ key }: Asked, now: SessionKey): boolean {
  return key.pid === now.pid && key.secret === now.secret;
}

function openOne(url: string): Sql {
  return openDriver(url, { max: 1, applicationName: APPLICATION_NAME, settings: {} });
}
