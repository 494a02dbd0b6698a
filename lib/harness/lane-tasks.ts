import { seededRandom } from "@/lib/domain/seeded-random";
import { SECOND_MS } from "@/lib/domain/time/units";
import { dueTimes } from "./due-times";
import type { Plan } from "./plan";
import type { Prompt } from "./prompt";

/** The `index`th request of a lane: its prompt for the `repetition`th time. Due in ms of the run's time; null as soon as there is room. */
export type Task = { index: number; prompt: Prompt; repetition: number; dueMs: number | null };

/**
 * What each lane is asked and when, in order: every prompt once, in an order at random, then every prompt again.
 *
 * The same for all lanes, so that models meet the same prompts after the same ones. Ends after the plan's requests, and where no more
 * are due within its duration.
 */
export function* laneTasks(plan: Plan): Generator<Task> {
  const { prompts, seed, pattern, requests, duration_seconds: seconds } = plan;
  const due = dueTimes(pattern, seed)?.[Symbol.iterator]();
  const endMs = seconds === null ? Number.POSITIVE_INFINITY : seconds * SECOND_MS;
  let order: readonly Prompt[] = [];
  for (let index = 0; index < (requests ?? Number.POSITIVE_INFINITY); index++) {
    const place = index % prompts.length;
    const repetition = Math.floor(index / prompts.length);
    if (place === 0) order = shuffled(prompts, seed + repetition);
    const dueMs: number | null = due ? due.next().value : null;
    if (dueMs !== null && dueMs >= endMs) return;
    const prompt = order[place];
    if (prompt) yield { index, prompt, repetition, dueMs };
  }
}

/** Fisher and Yates, as Durstenfeld has it (Communications of the ACM 7, 1964). */
function shuffled<Item extends object>(items: readonly Item[], seed: number): Item[] {
  const next = seededRandom(seed);
  const left = [...items];
  const order: Item[] = [];
  for (let last = left.pop(); last !== undefined; last = left.pop()) {
    const at = Math.floor(next() * (left.length + 1));
    order.push(left[at] ?? last);
    if (at < left.length) left[at] = last;
  }
  return order;
}
