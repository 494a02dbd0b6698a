import { seededRandom } from "../../seeded-random";
import { Sketch } from "../../sketch/sketch";
import { HOUR_MS, US_PER_MS } from "../../time/units";
import type { LogMoments } from "../hour-profile";
import type { SpeedHour } from "../speed-hour";

/** A series like those of the demo: a daily curve of traffic and of speed, hours alike their neighbours, answers with slow tails. */
export type SimulatedSeries = {
  fromMs: number;
  hours: number;
  /** Attempts an hour on average, and how they swing over the day (0 to 1). */
  perHour: number;
  swing?: number;
  /** How much hours differ (log scale), and how alike neighbours are, from 0. */
  spread?: number;
  similar?: number;
  /** What is planted: a factor on every latency, or on those beyond the 90th percentile alone. */
  slow?: { fromMs: number; toMs: number; factor: number; ofTail?: boolean };
};

const SIZES = [
  { sizeClass: 0, share: 0.5, longer: 0 },
  { sizeClass: 1, share: 0.35, longer: 0.3 },
  { sizeClass: 2, share: 0.15, longer: 0.9 },
];
const TAIL_SHARE = 0.0006;

/** Hours of a simulated series, the same for the same seed. */
export function simulateHours(series: SimulatedSeries, seed: number): SpeedHour[] {
  const { fromMs, hours, perHour, swing = 0.8, spread = 0.04, similar = 0.7, slow } = series;
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const fresh = Math.sqrt(1 - similar ** 2);
  let level = normal();
  return Array.from({ length: hours }, (_, index) => {
    const at = fromMs + index * HOUR_MS;
    const curve = Math.cos((2 * Math.PI * ((at / HOUR_MS) % 24)) / 24);
    level = similar * level + fresh * normal();
    const busy = Math.exp(spread * level + 0.05 * curve);
    const isSlow = slow && at >= slow.fromMs && at < slow.toMs;
    return SIZES.map(({ sizeClass, share, longer }) => {
      const expected = perHour * share * (1 + swing * curve);
      const count = Math.max(0, Math.round(expected + Math.sqrt(expected) * normal()));
      const answers = Array.from({ length: count }, () => {
        const tail = random() < TAIL_SHARE ? 2.5 + 3.5 * random() : 1;
        const [early, late] = [normal(), normal()];
        const isHit = isSlow && (!slow.ofTail || late > 1.2816);
        const factor = busy * tail * (isHit ? slow.factor : 1);
        const output = Math.exp(5.5 + 0.55 * late);
        const ttftMs = 250 * Math.exp(longer / 3 + 0.35 * early) * factor;
        return { output, ttftMs, perSecond: (60 / factor) * Math.exp(0.16 * normal()) };
      });
      return hourOf(at, sizeClass, answers);
    });
  }).flat();
}

type Answer = { output: number; ttftMs: number; perSecond: number };

function hourOf(at: number, sizeClass: number, answers: readonly Answer[]): SpeedHour {
  const duration = ({ output, ttftMs, perSecond }: Answer) => ttftMs + (1_000 * output) / perSecond;
  return {
    ...{ hour: new Date(at), sizeClass, attempts: answers.length },
    outputTokens: momentsOf(answers.map(({ output }) => output)),
    tokensPerSecond: momentsOf(answers.map(({ perSecond }) => perSecond)),
    ttftMs: momentsOf(answers.map(({ ttftMs }) => ttftMs)),
    durationMs: momentsOf(answers.map(duration)),
    reasoningShare: { count: 0, sum: 0, sumOfSquares: 0 },
    samples: {
      durationUs: pairsOf(answers.map(duration)),
      ttftUs: pairsOf(answers.map(({ ttftMs }) => ttftMs)),
    },
  };
}

function momentsOf(values: readonly number[]): LogMoments {
  let [sum, sumOfSquares] = [0, 0];
  for (const value of values) {
    sum += Math.log(value);
    sumOfSquares += Math.log(value) ** 2;
  }
  return { count: values.length, sum, sumOfSquares };
}

const sketch = new Sketch();

function pairsOf(valuesMs: readonly number[]) {
  sketch.clear();
  for (const value of valuesMs) sketch.add(Math.round(value * US_PER_MS));
  return sketch.pairs();
}
