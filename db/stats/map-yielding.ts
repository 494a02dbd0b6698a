import { setImmediate } from "node:timers/promises";

/** Decoding this many sketches takes a few milliseconds. */
const CHUNK = 100;

/** Maps a long list without keeping other requests waiting: the event loop runs between chunks. */
export async function mapYielding<T, R>(items: readonly T[], map: (item: T, index: number) => R): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) {
    if (results.length > 0 && results.length % CHUNK === 0) await setImmediate();
    results.push(map(item, results.length));
  }
  return results;
}
