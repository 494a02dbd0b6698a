import { setImmediate } from "node:timers/promises";

const TURN_MS = 8;
/** Looking at the clock costs more than many an item. */
const ITEMS_PER_LOOK_MAX = 32;

/** Maps a list without keeping other requests waiting: the event loop gets its turn every few milliseconds. */
export async function mapYielding<T, R>(items: readonly T[], map: (item: T, index: number) => R): Promise<R[]> {
  const results: R[] = [];
  let turnAt = performance.now() + TURN_MS;
  let lookedAt = performance.now();
  let perLook = 1;
  let next = perLook;
  for (const item of items) {
    if (results.length === next) {
      const now = performance.now();
      perLook = now - lookedAt > TURN_MS / 8 ? 1 : Math.min(perLook * 2, ITEMS_PER_LOOK_MAX);
      next += perLook;
      lookedAt = now;
      if (now > turnAt) {
        await setImmediate();
        turnAt = performance.now() + TURN_MS;
      }
    }
    results.push(map(item, results.length));
  }
  return results;
}
