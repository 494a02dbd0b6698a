import { fnv1a32 } from "@/lib/breaker/fnv1a";
import { createRandom, type Random } from "@/lib/domain/simulation/random";

/** What a provider has seen of one model in one region. */
export type ModelState = {
  region: string;
  model: string;
  requests: number;
  /** Answered to their end, whatever was in the answer. */
  answered: number;
  /** By status. */
  refused: Record<string, number>;
  /** Reset, cut or failed by the provider once they had been taken. */
  broken: number;
  /** The caller left before the end. */
  cancelled: number;
  in_flight: number;
  peak_in_flight: number;
  input_tokens: number;
  /** As far as they were sent. */
  output_tokens: number;
};
type Count = { [Name in keyof ModelState]: ModelState[Name] extends number ? Name : never }[keyof ModelState];

/** GET /admin/state: sums over all models, and each. */
type StateReport = Pick<ModelState, Count> & { models: ModelState[] };

export type ProviderState = {
  of: (place: { region: string; model: string }) => ModelState;
  /** A stream of chances of its own for each model and region: the same calls in the same order are met alike. */
  randomOf: (state: ModelState) => Random;
  report: () => StateReport;
  /** Forgets all counts but those in flight. */
  clear: () => void;
};

/** What a caller has named; more than these are counted together. */
const MAX_GROUPS = 10_000;
const OTHERS = { region: "(others)", model: "(others)" };
const COUNTS = ["requests", "answered", "broken", "cancelled", "input_tokens", "output_tokens"] as const;

/** The counters of a provider. */
export function createProviderState(seed: number): ProviderState {
  const groups = new Map<string, { state: ModelState; random: Random }>();
  const groupOf = ({ region, model }: { region: string; model: string }): { state: ModelState; random: Random } => {
    const key = JSON.stringify([region, model]);
    const known = groups.get(key);
    if (known) return known;
    if (groups.size >= MAX_GROUPS && model !== OTHERS.model) return groupOf(OTHERS);
    const random = createRandom(fnv1a32(`${seed} ${key}`));
    const group = { state: { region, model, refused: {}, in_flight: 0, peak_in_flight: 0, ...noCounts() }, random };
    groups.set(key, group);
    return group;
  };
  const states = () => [...groups.values()].map(({ state }) => state);
  const sum = (name: Count) => states().reduce((total, state) => total + state[name], 0);

  return {
    of: (place) => groupOf(place).state,
    randomOf: (state) => groupOf(state).random,
    report: () => ({
      ...{ requests: sum("requests"), answered: sum("answered"), broken: sum("broken"), cancelled: sum("cancelled") },
      // Peaks of different models need not have been at the same time: their sum is an upper bound.
      ...{ in_flight: sum("in_flight"), peak_in_flight: sum("peak_in_flight") },
      ...{ input_tokens: sum("input_tokens"), output_tokens: sum("output_tokens") },
      models: states().map((state) => ({ ...state, refused: { ...state.refused } })),
    }),
    clear() {
      for (const state of states()) {
        Object.assign(state, { ...noCounts(), refused: {}, peak_in_flight: state.in_flight });
      }
    },
  };
}

function noCounts(): Record<(typeof COUNTS)[number], number> {
  return { requests: 0, answered: 0, broken: 0, cancelled: 0, input_tokens: 0, output_tokens: 0 };
}
