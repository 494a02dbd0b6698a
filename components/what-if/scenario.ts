import { type ChangeInput, changesSchema } from "@/lib/contract/what-if";
import { REPORT_DIMENSIONS, type ReportDimension } from "@/lib/domain/report-dimensions";
import { DEFAULT_BASELINE } from "@/lib/domain/what-if/baseline";
import type { PricedModel, Where } from "@/lib/domain/what-if/changes";
import { t } from "@/lib/messages/translate";

export type ChangeKind = ChangeInput["kind"];

/** The changes that an address holds, or null of what is none. */
export function readChanges(value: unknown): ChangeInput[] | null {
  return changesSchema.safeParse(value).data ?? null;
}

const AT = "@";
const NOBODY = "none";

/** A model at a provider as the address and the pickers write it: `gpt-4o@openai`; a model's own name may hold the sign. */
export function modelText(model: PricedModel | null): string {
  return model === null ? NOBODY : `${model.model}${AT}${model.provider}`;
}

/** The same read back: the default where nothing is said, null where no baseline is wanted. */
export function readModel(text: string | null): PricedModel | null {
  if (text === NOBODY) return null;
  const at = text?.lastIndexOf(AT) ?? -1;
  if (text === null || at <= 0 || at === text.length - 1) return DEFAULT_BASELINE;
  return { model: text.slice(0, at), provider: text.slice(at + 1) };
}

/** What a change of a kind begins with. */
export function newChange(kind: ChangeKind, target: PricedModel): ChangeInput {
  switch (kind) {
    case "model":
      return { kind, where: {}, share: 1, to: target };
    case "price":
      return { kind, where: {}, percent: 20, bucket: "all" };
    case "cache":
      return { kind, where: {}, mode: "off", hit_share: null };
    case "shift":
      return { kind, where: {}, deadline_hours: 12 };
    case "capacity":
      return { kind, where: {}, usd_per_hour: "10", tokens_per_hour: null };
  }
}

export type Condition = { name: ReportDimension; values: readonly string[] };

/** The names of a change's traffic as a list, in the order of the dimensions. */
export function conditionsOf(where: Where): Condition[] {
  return REPORT_DIMENSIONS.flatMap((name) => {
    const values = where[name] ?? [];
    return values.length === 0 ? [] : { name, values };
  });
}

export type Preset = { label: string; changes: ChangeInput[] };
type Seen = Readonly<Record<"model" | "operation" | "app", readonly string[]>>;

const NAMES_MAX = 20;

/** Scenarios to begin with, about the traffic there is. */
export function presetsFor({ model, operation, app }: Seen): Preset[] {
  const deepseek = model.filter((name) => /deepseek/i.test(name)).slice(0, NAMES_MAX);
  const batchApps = app.filter((name) => /batch|night|bulk/i.test(name)).slice(0, NAMES_MAX);
  const batch = operation.includes("batch") ? { operation: ["batch"] } : batchApps.length > 0 ? { app: batchApps } : {};
  return [
    { label: t("All traffic on GPT-4o"), changes: [{ kind: "model", where: {}, share: 1, to: DEFAULT_BASELINE }] },
    {
      label: t("DeepSeek +20 %"),
      changes: [
        {
          kind: "price",
          where: deepseek.length > 0 ? { model: deepseek } : { provider: ["deepseek"] },
          percent: 20,
          bucket: "all",
        },
      ],
    },
    { label: t("Batch out of the peak"), changes: [{ kind: "shift", where: batch, deadline_hours: 12 }] },
    { label: t("Cache off"), changes: [{ kind: "cache", where: {}, mode: "off", hit_share: null }] },
  ];
}
