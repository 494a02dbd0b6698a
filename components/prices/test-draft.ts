import { z } from "zod";
import { fromLocalInput } from "@/components/shell/zoned-time";
import { type PriceTest, priceTestSchema } from "@/lib/contract/price-test";
import { t } from "@/lib/messages/translate";

/** A test as it stands in the form; the usage as it was pasted. */
export type TestDraft = {
  provider: string;
  model: string;
  service_tier: string;
  region: string;
  /** By the clocks of the report's zone; empty is now. */
  at: string;
  usage: string;
};

export const EMPTY_TEST: TestDraft = { provider: "", model: "", service_tier: "", region: "", at: "", usage: "" };

type Sent = z.input<typeof priceTestSchema>;
const OWN_FIELDS = Object.keys(priceTestSchema.shape.usage.unwrap().shape);
/** Counts that other APIs name as we do: alone they read the same either way. */
const OWN_ONLY = OWN_FIELDS.filter((name) => name !== "input_tokens" && name !== "output_tokens");
/** What only a provider's usage has beside them. */
const OTHER_COUNT = /_tokens(_details)?$|TokenCount$|Tokens$/;

/** What is asked of the API, or what is wrong with the text. */
export function sentOf(draft: TestDraft, tz: string): { sent: Sent } | { problem: string } {
  const pasted = readObject(draft.usage);
  if (typeof pasted === "string") return { problem: pasted };
  const name = (text: string) => (text.trim() === "" ? null : text.trim());
  const at = draft.at === "" ? null : fromLocalInput(draft.at, tz);
  return {
    sent: {
      ...{ provider: name(draft.provider), model: draft.model.trim() },
      ...{ service_tier: name(draft.service_tier), region: name(draft.region), at },
      ...(isOwn(pasted) ? { usage: ownUsage(pasted) } : { provider_usage: pasted }),
    },
  };
}

/** Ours where it names a count as only we do, or nothing but input and output. */
function isOwn(pasted: Record<string, unknown>): boolean {
  const names = Object.keys(pasted);
  if ("usage" in pasted || "usageMetadata" in pasted || "usage_metadata" in pasted) return false;
  if (names.some((name) => OTHER_COUNT.test(name) && !OWN_FIELDS.includes(name))) return false;
  return names.some((name) => OWN_ONLY.includes(name)) || ("input_tokens" in pasted && !("total_tokens" in pasted));
}

/** The usage of a record of ours, which may hold more. */
function ownUsage(record: Record<string, unknown>): Sent["usage"] {
  const fields = Object.fromEntries(Object.entries(record).filter(([name]) => OWN_FIELDS.includes(name)));
  // What is no count is refused by the API with the name of its field.
  return fields as Sent["usage"];
}

function readObject(text: string): Record<string, unknown> | string {
  if (text.trim() === "") return t("Paste a usage object");
  try {
    const value: unknown = JSON.parse(text);
    const parsed = z.record(z.string(), z.unknown()).safeParse(value);
    return parsed.success ? parsed.data : t("Must be one JSON object");
  } catch (error) {
    return t("Is no JSON: {reason}", { reason: error instanceof Error ? error.message : t("it cannot be read") });
  }
}

const namesSchema = z.object({
  provider: z.string().nullish().catch(null),
  model: z.string().nullish().catch(null),
  modelVersion: z.string().nullish().catch(null),
  service_tier: z.string().nullish().catch(null),
  region: z.string().nullish().catch(null),
});

/** The names that a pasted answer or record says itself, for the fields that are still empty. */
export function namesIn(text: string, draft: TestDraft): Partial<TestDraft> {
  const pasted = readObject(text);
  if (typeof pasted === "string") return {};
  const { provider, model, modelVersion, service_tier, region } = namesSchema.parse(pasted);
  const found = { provider, model: model ?? modelVersion, service_tier, region };
  return Object.fromEntries(
    Object.entries(found).flatMap(([name, value]) => {
      const typed = Object.entries(draft).find(([field]) => field === name)?.[1];
      return value && typed === "" ? [[name, value]] : [];
    }),
  );
}

const sharedSchema = z.object({
  provider: z.string().catch(""),
  model: z.string().catch(""),
  service_tier: z.string().catch(""),
  region: z.string().catch(""),
  at: z.string().catch(""),
  usage: z.record(z.string(), z.unknown()).catch({}),
});

/** The test in an address: names and counts alone, never what was pasted around them. */
export function sharedText(draft: TestDraft, understood: PriceTest["usage"]): string {
  const { provider, model, service_tier, region, at } = draft;
  const counts = Object.fromEntries(Object.entries(understood ?? {}).filter(([, count]) => count != null));
  return JSON.stringify({ provider, model, service_tier, region, at, usage: counts });
}

/** The same, read back; an empty one where the address has none that can be read. */
export function draftOfShared(text: string | null): TestDraft {
  if (text === null) return EMPTY_TEST;
  const shared = sharedSchema.safeParse(readObject(text));
  if (!shared.success) return EMPTY_TEST;
  return { ...shared.data, usage: JSON.stringify(shared.data.usage, null, 2) };
}
