import { HOUR_MS } from "@/lib/domain/time/units";

/** An instant so long from now. */
export const at = (offsetMs: number) => new Date(Date.now() + offsetMs).toISOString();
/** A price of a model that no other test uses, an hour old. */
export const priceOf = (model: string, overrides: object = {}) => ({
  ...{ provider: "house", model, rates: { input: "1", output: "4" }, valid_from: at(-HOUR_MS) },
  ...{ source: "their list", reason: "as announced" },
  ...overrides,
});
