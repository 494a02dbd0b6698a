import type { Comparison } from "./open-sides";
import { type Running, startSide } from "./start-side";

export type Pair = readonly [Running, Running];

/** The pair that runs, by the bench it belongs to. */
const running = new WeakMap<Comparison, { name: string; pair: Pair }>();

/** Both builds over folders of that name: the ones that run, or started. What ran over others is stopped first. */
export async function startBoth(bench: Comparison, name: string): Promise<Pair> {
  const known = running.get(bench);
  if (known?.name === name) return known.pair;
  await stopBoth(bench);
  const pair = await Promise.all([startSide(bench, bench.ours, name), startSide(bench, bench.theirs, name)]);
  running.set(bench, { name, pair });
  return pair;
}

/** Stops what runs, so that nothing goes on beside what is measured next. */
export async function stopBoth(bench: Comparison): Promise<void> {
  const { pair = [] } = running.get(bench) ?? {};
  running.delete(bench);
  await Promise.all(pair.map(({ stop }) => stop()));
}
