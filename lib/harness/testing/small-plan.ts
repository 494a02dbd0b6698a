import type { Plan } from "../plan";

/** A plan of two models and three prompts in a closed loop; a test names only what it is about. */
export function smallPlan(overrides: Partial<Plan> = {}): Plan {
  return {
    version: 1,
    id: "6a8f5c1e-3f0e-4b56-9d53-0c1f2a7b8d90",
    created_at: "2026-03-01T12:00:00.000Z",
    base_url: "http://127.0.0.1:1/v1",
    models: ["fast", "slow"],
    regions: [],
    requests: 12,
    duration_seconds: null,
    concurrency: 2,
    pattern: { kind: "steady" },
    timeout_seconds: 10,
    seed: 1,
    providers: {},
    prices: [],
    api_key_env: null,
    budget_usd: null,
    prompts: ["a", "b", "c"].map((id) => ({
      ...{ id, messages: [{ role: "user", content: id }], size: null, language: null, max_tokens: null },
    })),
    ...overrides,
  };
}
