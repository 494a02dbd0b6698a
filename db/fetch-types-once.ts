import type { Sql } from "postgres";

/**
 * Lets only a pool's first connection ask for the server's array types, which the pool keeps for all.
 *
 * The driver asks on every connection without awaiting the answer: one that dies just then rejects a promise nobody
 * holds, which ends the process.
 */
export function fetchTypesOnce(sql: Sql): void {
  // Where the driver keeps what it learnt; its types leave it out.
  const { shared } = sql.options as unknown as { shared: { typeArrayMap: Record<string, number> } };
  Object.defineProperty(sql.options, "fetch_types", { get: () => Object.keys(shared.typeArrayMap).length === 0 });
}
