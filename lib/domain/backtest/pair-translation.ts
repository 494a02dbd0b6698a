import type { Pair } from "./recorded-attempts";

/** For each of some pairs its place among others, or −1 where it is not there. */
export function pairTranslation(from: readonly Pair[], to: readonly Pair[]): Int32Array {
  const places = new Map(to.map(({ region, model }, place) => [JSON.stringify([region, model]), place]));
  return Int32Array.from(from, ({ region, model }) => places.get(JSON.stringify([region, model])) ?? -1);
}
