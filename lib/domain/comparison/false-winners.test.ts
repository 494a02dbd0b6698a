import { expect, test } from "vitest";
import { summarizeBlocks } from "../sketch/summarize-blocks";
import { effectiveSamples } from "../statistics/effective-samples";
import { simulateTraffic } from "../statistics/testing/simulated-traffic";
import { type Candidate, findWinners } from "./winners";

const BLOCKS = 24;
const TRAFFIC = { minutes: 1_440, perMinute: 2, similar: 0.9, minuteSpread: 0.3 };
const USD = 1_000_000_000_000;
const OUTCOMES = { rate_limited: 0, server_error: 0, timeout: 0, client_error: 0, cancelled: 0, refused: 0 };

/** A model like every other: seconds, tokens, failures and money of one and the same wandering process. */
function simulatedModel(model: string, seed: number): Candidate {
  const requests = simulateTraffic(TRAFFIC, seed);
  const blockOf = (minute: number) => Math.floor((minute * BLOCKS) / TRAFFIC.minutes);
  const summary = (of: (value: number) => number) => {
    const values = Array.from({ length: BLOCKS }, (): number[] => []);
    for (const { minute, value } of requests) values[blockOf(minute)]?.push(of(value));
    return summarizeBlocks(values.map((own, block) => ({ block, range: null, sorted: Float64Array.from(own).sort() })));
  };
  const judged = Array.from({ length: BLOCKS }, () => ({ n: 0, hits: 0 }));
  const costBlocks = Array.from({ length: BLOCKS }, () => ({ top: 0, bottom: 0 }));
  for (const { minute, value } of requests) {
    const [own, cost] = [judged[blockOf(minute)], costBlocks[blockOf(minute)]];
    if (!own || !cost) continue;
    own.n++;
    if (value > 2.5) own.hits++;
    cost.top += (2 + value / 4) * 1e-3 * USD;
    cost.bottom += 200;
  }
  const failed = judged.reduce((sum, { hits }) => sum + hits, 0);
  return {
    model,
    outcomes: { ...OUTCOMES, ok: requests.length - failed, server_error: failed },
    effectiveJudged: effectiveSamples(judged),
    ttftMs: summary((value) => 300 * Math.exp(value / 3)),
    durationMs: summary((value) => 900 * Math.exp(value / 2)),
    outputTokensPerS: summary((value) => 60 * Math.exp(value / 4)),
    costPicoUsd: BigInt(Math.round(costBlocks.reduce((sum, { top }) => sum + top, 0))),
    outputTokens: costBlocks.reduce((sum, { bottom }) => sum + bottom, 0),
    costBlocks,
    pricedShare: 1,
  };
}

test("of models that are all alike a table names a winner at most once in twenty", () => {
  for (const [models, tables] of [
    [2, 150],
    [6, 60],
  ] as const) {
    let named = 0;
    for (let table = 0; table < tables; table++) {
      const candidates = Array.from({ length: models }, (_, index) =>
        simulatedModel(`model-${index}`, 1 + table * models + index),
      );
      if (findWinners(candidates).some(({ winner }) => winner !== null)) named++;
    }
    expect(named / tables, `${models} models`).toBeLessThanOrEqual(0.05);
  }
});
