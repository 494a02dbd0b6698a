import { seededRandom } from "../../seeded-random";

/** Traffic whose minutes are alike: how alike neighbours are (`similar`, from 0), and how much minutes differ beside single requests. */
export type SimulatedTraffic = { minutes: number; perMinute: number; similar: number; minuteSpread: number };

/** A request's minute, and its value: normal, of the variance 1 + minuteSpread². */
export type SimulatedRequest = { minute: number; value: number };

/** Requests whose mean wanders from minute to minute, and whose number does too. */
export function simulateTraffic(traffic: SimulatedTraffic, seed: number): SimulatedRequest[] {
  const { minutes, perMinute, similar, minuteSpread } = traffic;
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const fresh = Math.sqrt(1 - similar ** 2);
  let level = normal();
  let load = normal();
  const requests: SimulatedRequest[] = [];
  for (let minute = 0; minute < minutes; minute++) {
    level = similar * level + fresh * normal();
    load = 0.9 * load + Math.sqrt(1 - 0.81) * normal();
    const count = Math.round(perMinute * Math.exp(0.3 * load) + random() - 0.5);
    for (let request = 0; request < count; request++) {
      requests.push({ minute, value: minuteSpread * level + normal() });
    }
  }
  return requests;
}
