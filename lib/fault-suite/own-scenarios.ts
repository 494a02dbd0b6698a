import { type Scenario, scenario } from "./scenario";

const by = (given: Parameters<typeof scenario>[1]) => scenario("own", given);
const WHOLE = "Whole answers only, each within its time";

/** What the public list leaves out: slow decay, rare errors, one region, and what nobody is told of. */
export const OWN_SCENARIOS: readonly Scenario[] = [
  by({
    ...{
      id: "creeping-p99",
      title: "p99 creeping up",
      provider: "A fifth of its calls begin two hundred times as late",
    },
    ...{ caller: WHOLE, seen: "Slow calls are left at the first-token limit", calls: 15 },
    primary: [{ kind: "creeping-p99", share: 0.2, factor: 200, over_seconds: 1 }],
    expect: { withinMs: 18_000 },
  }),
  by({
    ...{ id: "rare-errors", title: "0.6 % errors", provider: "Fails 6 calls of a thousand with 500", caller: WHOLE },
    ...{ seen: "Little more than one request a call", primary: [{ kind: "rare-errors" }], calls: 60 },
    expect: { primaryMax: 1.1, fallbackMax: 0.1 },
  }),
  by({
    ...{ id: "rate-limited-region", title: "429 in one region only", provider: "Refuses with 429 in one region" },
    ...{ caller: "Whole answers of the same model", seen: "The other region is asked once a call", calls: 3 },
    ...{ primary: [{ kind: "rate-limited" }], isSameModel: true, expect: { answeredBy: "fallback" } },
  }),
  by({
    ...{ id: "missing-usage", title: "No usage in the stream", provider: "Streams without the usage it was asked for" },
    ...{ caller: "A whole answer whose usage is unknown, or right; never 0", seen: "One request" },
    ...{ primary: [{ kind: "missing-usage" }], expect: { usage: "unknown", primaryMax: 1 } },
  }),
  by({
    ...{ id: "error-in-stream", title: "Error event in a 200 stream", provider: "Fails after 12 tokens, by an event" },
    ...{ caller: "A whole answer: nothing cut, nothing twice", seen: "The fallback is asked once" },
    ...{ primary: [{ kind: "error-in-stream" }], expect: { answeredBy: "fallback" } },
  }),
  by({
    ...{ id: "swapped-checkpoint", title: "Checkpoint swapped behind a name", provider: "Has other weights" },
    ...{ caller: "A whole answer with the fingerprint of the weights", seen: "One request" },
    ...{ primary: [{ kind: "swapped-checkpoint" }], isStreamed: false },
    expect: { hasFingerprint: true, primaryMax: 1, answeredBy: "primary" },
  }),
  by({
    ...{
      id: "overload",
      title: "Overload that answers slowly",
      provider: "Takes 300 times as long, and refuses nobody",
    },
    ...{ caller: WHOLE, seen: "Slow calls are left at the first-token limit", calls: 3 },
    ...{ primary: [{ kind: "overload", factor: 300 }], expect: { answeredBy: "fallback", withinMs: 18_000 } },
  }),
  by({
    ...{
      id: "outage",
      title: "Outage of a region",
      provider: "Refuses three of four calls with 503, never answers the fourth",
    },
    ...{ caller: WHOLE, seen: "The other region answers every call", calls: 8, primary: [{ kind: "outage" }] },
    ...{ isSameModel: true, expect: { answeredBy: "fallback" } },
  }),
  by({
    ...{ id: "caller-leaves", title: "The caller leaves", provider: "Stops after 20 tokens for 30 s" },
    ...{ caller: "Leaves after 3 s", seen: "It is left at once: nothing stays in flight, nobody else is asked" },
    ...{ primary: [{ kind: "stalled-stream" }], leavesAfterMs: 3_000, expect: { primaryMax: 1, fallbackMax: 0 } },
  }),
];
