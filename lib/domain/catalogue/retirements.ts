/** When a provider ends a model: a fact of the two, as the same model lives on elsewhere. */
export type Retirement = { provider: string; model: string; retiresOn: string; source: string };

const OPENAI = "shutdown_date of OpenAI's GET /v1/models, autumn 2026";
const at = (provider: string, source: string, retiresOn: string, models: readonly string[]): Retirement[] =>
  models.map((model) => ({ provider, model, retiresOn, source }));

/** Retirements that were announced, by the first day without the model. */
export const RETIREMENTS: readonly Retirement[] = [
  ...at("openai", OPENAI, "2026-12-11", ["gpt-5", "o3"]),
  ...at("openai", OPENAI, "2027-01-14", ["gpt-4o", "gpt-4o-mini", "gpt-4.1", "gpt-4.1-mini"]),
  ...at("openai", OPENAI, "2027-02-26", ["whisper-1"]),
  ...at("openai", OPENAI, "2027-04-01", ["gpt-5.1"]),
  ...at("anthropic", "Anthropic's list of deprecations, autumn 2026", "2026-11-30", ["claude-sonnet-4-5"]),
];
