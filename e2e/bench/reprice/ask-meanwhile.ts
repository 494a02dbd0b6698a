import { once } from "node:events";
import { z } from "zod";
import type { Bench, BenchDatabase } from "../open-bench";
import { startScript } from "../start-script";
import type { Window } from "./store-month";

/** Asks about spend while a work goes on; says how long each answer took, in ms. */
export async function askMeanwhile(
  bench: Bench,
  { url }: BenchDatabase,
  { fromUs, toUs, work }: Window & { work: () => Promise<void> },
): Promise<number[]> {
  const { child, stop } = startScript(bench, "reprice/spend-process.ts");
  child.send({ url, bounds: [new Date(fromUs / 1_000).toISOString(), new Date(toUs / 1_000).toISOString()] });
  const ended = once(child, "exit").then((): never => {
    throw new Error("Whoever asks about spend has ended");
  });
  ended.catch(() => undefined);
  await Promise.race([work(), ended]);
  child.send("stop");
  const [took]: unknown[] = await Promise.race([once(child, "message"), ended]);
  await stop();
  return z.array(z.number()).parse(took);
}
