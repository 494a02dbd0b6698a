import { seededRandom } from "../../../seeded-random";
import { HOUR_MS } from "../../../time/units";
import type { HourProfile, LogMoments } from "../../hour-profile";

/** From an hour on, answers are `length` times as long, reasoning is `reasoning` more of them, and so on; or the traffic changes. */
export type PlantedChange = {
  atHour: number;
  length?: number;
  reasoning?: number;
  speed?: number;
  ttft?: number;
  traffic?: number;
  returnedModel?: string;
};

export type SimulatedSeries = {
  hours: number;
  /** Attempts of a usual hour at the start. */
  perHour: number;
  /** Factor on traffic over thirty days. */
  growth?: number;
  /** How far hours differ beside their attempts: deviation of a slow wave of the logarithm of length, and how alike neighbours are. */
  wander?: number;
  memory?: number;
  /** How much longer answers are on weekends, as a logarithm, and how much of the traffic is there then. */
  weekend?: number;
  weekendTraffic?: number;
  /** Degrees of freedom of what single hours have of their own, and its deviation. */
  tails?: number;
  fresh?: number;
  reasons?: boolean;
  change?: PlantedChange;
};

const SIZES = [0.55, 0.3, 0.15];
/** A Thursday. */
const FIRST_HOUR = 490_896;

/** The hours of a simulated model: a daily curve, weekends, hours that resemble their neighbours, odd hours, growing traffic. */
export function simulateSeries(series: SimulatedSeries, seed: number): HourProfile[] {
  const { hours, perHour, growth = 1, wander = 0.05, memory = 0.8, tails = 4, fresh = 0.03 } = series;
  const { weekend = 0, weekendTraffic = 1, reasons = true, change } = series;
  const random = seededRandom(seed * 7_919 + 13);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const odd = () => {
    let squares = 0;
    for (let dof = 0; dof < tails; dof++) squares += normal() ** 2;
    return normal() / Math.sqrt(squares / tails) / Math.sqrt(tails / (tails - 2));
  };
  const waves = [0, 0, 0, 0].map(normal);
  const phase = random() * 24;
  const profiles: HourProfile[] = [];
  for (let index = 0; index < hours; index++) {
    const hour = FIRST_HOUR + index;
    for (const place of waves.keys()) {
      waves[place] = memory * (waves[place] ?? 0) + Math.sqrt(1 - memory ** 2) * normal();
    }
    // Local time is five hours behind, so that no day ends where a UTC day does.
    const local = hour - 5;
    const isWeekend = Math.floor(local / 24 + 4) % 7 === 0 || Math.floor(local / 24 + 4) % 7 === 6;
    const curve = Math.sin((2 * Math.PI * (hour + phase)) / 24);
    const isChanged = change !== undefined && index >= change.atHour;
    const traffic = perHour * growth ** (index / 720) * Math.exp(0.9 * curve) * (isWeekend ? weekendTraffic : 1);
    const [length = 0, reasoning = 0, speed = 0, ttft = 0] = waves.map((wave) => wander * wave + fresh * odd());
    for (const [sizeClass, share] of SIZES.entries()) {
      const mean = traffic * share * (isChanged ? (change.traffic ?? 1) : 1);
      const count = Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
      if (count === 0) continue;
      const outputTokens = emptySums();
      const reasoningShare = emptySums();
      const tokensPerSecond = emptySums();
      const ttftMs = emptySums();
      for (let attempt = 0; attempt < count; attempt++) {
        const own = normal();
        add(
          outputTokens,
          5 +
            0.2 * sizeClass +
            length +
            0.15 * curve +
            (isWeekend ? weekend : 0) +
            0.7 * own +
            (isChanged ? Math.log(change.length ?? 1) : 0),
        );
        const usual = reasons ? 0.3 + 0.5 * reasoning + 0.05 * own + 0.12 * normal() : 0;
        add(reasoningShare, Math.min(1, Math.max(0, usual + (isChanged ? (change.reasoning ?? 0) : 0))));
        add(tokensPerSecond, 4 - 0.1 * curve + speed + 0.25 * normal() + (isChanged ? Math.log(change.speed ?? 1) : 0));
        if (attempt % 10 > 0) {
          add(
            ttftMs,
            5.4 +
              0.2 * sizeClass +
              0.1 * curve +
              1.5 * ttft +
              0.4 * normal() +
              (isChanged ? Math.log(change.ttft ?? 1) : 0),
          );
        }
      }
      const name = (isChanged ? change.returnedModel : undefined) ?? "model-2026-03";
      profiles.push({
        ...{ hour: new Date(hour * HOUR_MS), sizeClass, attempts: count },
        ...{ outputTokens, reasoningShare, tokensPerSecond, ttftMs, durationMs: ttftMs },
        returnedModels: new Map([[name, count]]),
      });
    }
  }
  return profiles;
}

type Sums = { -readonly [Key in keyof LogMoments]: LogMoments[Key] };

function emptySums(): Sums {
  return { count: 0, sum: 0, sumOfSquares: 0 };
}

function add(sums: Sums, value: number): void {
  sums.count += 1;
  sums.sum += value;
  sums.sumOfSquares += value ** 2;
}
