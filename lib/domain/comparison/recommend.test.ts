import { expect, test } from "vitest";
import { summarizeBlocks } from "../sketch/summarize-blocks";
import { NO_SAMPLES } from "../sketch/summary";
import type { Candidate } from "./candidate";
import { recommend } from "./recommend";

const targets = { maxErrorRate: 0.1, maxTtftP99Ms: 800 };

/** A model of which so many attempts were read, none of them failed. */
function givenModel(model: string, n: number, stride = 1): Candidate {
  return {
    ...{ model, attempts: n, stride, failed: { value: 0, n, worth: n }, rateLimited: null, down: null, quality: null },
    ttftMs: summarizeBlocks([{ block: 0, range: null, sorted: Float64Array.from({ length: n }, () => 200) }]),
    ...{ durationMs: NO_SAMPLES, outputTokensPerS: NO_SAMPLES, longDurationMs: null, durationMsByRegion: new Map() },
    ...{ costBlocks: [{ top: 1, bottom: 1 }], pricedShare: 1 },
  };
}

const ask = (n: number, stride: number) =>
  recommend({ candidates: [givenModel("a", n, stride)], served: new Map(), targets });

test("what is little of the attempts read may be much of the window", () => {
  expect(ask(299, 1)).toMatchObject({ primary: null, because: ["No model has 300 counted attempts here."] });
  expect(ask(125, 401).primary).toBe("a");
  expect(ask(125, 401).because).toContain("Shown by the attempts read: those of every 401th slice of the window.");
});

test("of a sample nothing is said as if all had been counted", () => {
  expect(ask(20, 11).because).toEqual([
    "No model has 300 counted attempts here, by those read of every 11th slice of the window.",
  ]);
});

test("each model counts by what was read of it: a rare one whole, a busy one in part", () => {
  const candidates = [givenModel("busy", 250, 401), givenModel("rare", 299)];
  const { primary, fallback, because } = recommend({ candidates, served: new Map(), targets });

  expect({ primary, fallback }).toEqual({ primary: "busy", fallback: null });
  expect(because).toContain(
    "Shown by the attempts read: of the busiest models, those of every 401th slice of the window.",
  );
});

test("few attempts read show no limit held", () => {
  expect(ask(5, 401).because[0]).toContain("No model is shown to hold");
});
