import { setImmediate } from "node:timers/promises";

const TURN_MS = 8;

/** Maps a list without keeping other requests waiting: the event loop gets its turn every few milliseconds. */
export async function mapYielding<T, R>(items: readonly T[], map: (item: T, index: number) => R): Promise<R[]> {
  const results: R[] = [];
  let turnAt = performance.now() + TURN_MS;
  for (const item of items) {
    if (performance.now() > turnAt) {
      await setImmediate();
      turnAt = performance.now() + TURN_MS;
    }
    results.push(map(item, results.length));
  }
  return results;
}
