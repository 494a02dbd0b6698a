/** What a router is to hold to; times are real ones, as the router's clock sees them. */
export type RouteLimits = {
  firstTokenMs: number;
  /** Between two events of a stream. */
  idleMs: number;
  timeoutMs: number;
  maxAttempts: number;
  /** What becomes of a stream that breaks: held back until it is whole, ended with an error, or begun again. */
  onBreak: "buffer" | "error" | "restart";
  /** How long a model is out of rotation once its breaker has opened. */
  cooldownMs: number;
};

/** One upstream of a route: an OpenAI-compatible base URL, and the model to ask for there. */
export type Candidate = { baseUrl: string; model: string; region: string };

/** What a router must know for one run: its upstreams in the order in which they are to be tried. */
export type RouteSetup = { name: string; candidates: readonly [Candidate, ...Candidate[]]; limits: RouteLimits };

/** How the calls of a run are made, once the router knows its upstreams. */
export type Route = {
  /** With /v1 at its end. */
  baseUrl: string;
  model: string;
  headers: Readonly<Record<string, string>>;
  /** Called after the last call; the router may forget the route. */
  remove: () => Promise<void>;
};

/** A router under test: the one thing that each has in its own way is how it learns its upstreams. */
export type RouteTarget = { declare: (setup: RouteSetup) => Promise<Route> };

const nothing = async () => undefined;

/** No router at all: the first candidate is called. What a caller sees who relies on one provider. */
export const DIRECT_TARGET: RouteTarget = {
  declare: async ({ candidates: [primary] }) => ({
    ...{ baseUrl: primary.baseUrl, model: primary.model, remove: nothing },
    headers: { authorization: "Bearer faults" },
  }),
};

/** A router that somebody has configured before, with a route for each scenario that is called by the scenario's name. */
export function configuredTarget(options: { baseUrl: string; apiKey: string; prefix: string }): RouteTarget {
  return {
    declare: async ({ name }) => ({
      ...{ baseUrl: options.baseUrl, model: `${options.prefix}${name}`, remove: nothing },
      headers: { authorization: `Bearer ${options.apiKey}` },
    }),
  };
}
