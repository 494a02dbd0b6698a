import type { ModelHealth } from "./model-health";

export type ActiveFailovers = {
  /** Models that a policy names and that get nothing, then those that get some of the requests, at this moment. */
  active: ModelHealth[];
  open: number;
  halfOpen: number;
  /** Breakers of named models, and those of them that have judged anything lately. */
  known: number;
  measured: number;
};

/** What is out of full use now, by the states of the breakers; a model no policy names is out of use anyway. */
export function activeFailovers(breakers: readonly ModelHealth[]): ActiveFailovers {
  const named = breakers.filter(({ role }) => role !== null);
  const open = named.filter(({ state }) => state === "open");
  const halfOpen = named.filter(({ state }) => state === "half_open");
  const measured = named.filter(({ n }) => n > 0).length;
  const counts = { open: open.length, halfOpen: halfOpen.length, known: named.length, measured };
  return { active: [...open, ...halfOpen], ...counts };
}
