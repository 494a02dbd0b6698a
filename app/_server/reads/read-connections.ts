/**
 * How the connections for answers are shared out: half for what routers wait for and users change, and of what is left
 * most for what is computed from many attempts, the rest for lists. Each has one at least.
 */
export function readConnections(poolMax: number): { forRouters: number; forLists: number; onThread: number } {
  const forReads = Math.max(2, Math.floor(poolMax / 2));
  const forLists = Math.max(1, Math.floor(forReads / 3));
  return { forRouters: Math.max(1, poolMax - forReads), forLists, onThread: forReads - forLists };
}
