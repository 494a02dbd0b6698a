import { seededRandom } from "../../seeded-random";
import { DAY_MS } from "../../time/units";
import type { SpendDay } from "../spend-days";

export type SimulatedSeries = {
  /** Cost of an ordinary day in USD, and what each day adds, as a share of it. */
  level?: number;
  trend?: number;
  /** Standard deviation of a day, as a share of what is expected of it. */
  noise?: number;
  /** By weekday from Sunday. */
  weekdays?: readonly number[];
};

const OFFICE_WEEK = [0.4, 1.1, 1.2, 1.2, 1.15, 1.05, 0.5];

/** Days of a made-up spend, the same for the same seed; money in pico USD. */
export function simulatedDays(
  { level = 100, trend = 0, noise = 0.1, weekdays = OFFICE_WEEK }: SimulatedSeries,
  { from, to, seed }: { from: number; to: number; seed: number },
): SpendDay[] {
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Array.from({ length: (to - from) / DAY_MS }, (_, index) => {
    const date = from + index * DAY_MS;
    const expected = level * (1 + trend * index) * (weekdays[new Date(date).getUTCDay()] ?? 1);
    const usd = Math.max(0, expected * (1 + noise * normal()));
    return { date, pico: BigInt(Math.round(usd * 1e9)) * 1_000n };
  });
}
