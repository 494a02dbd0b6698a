import type { ModelHealth } from "./model-health";

export type ActiveFailovers = {
  /** Models that a policy names and that get nothing, or only some of the requests, at this moment. */
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
  const active = named.filter(({ state }) => state !== "closed");
  const open = active.filter(({ state }) => state === "open").length;
  const measured = named.filter(({ n }) => n > 0).length;
  return { active, open, halfOpen: active.length - open, known: named.length, measured };
}
