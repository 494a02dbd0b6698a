import type { ErrorFields } from "@/lib/contract/error";
import { type NewTargetInput, newTargetSchema, type Target } from "@/lib/contract/targets";
import { formatMs } from "@/lib/domain/format";
import { TARGET_DIMENSIONS, TARGET_GOALS, type TargetDimension, type TargetGoal } from "@/lib/domain/sla/target";
import { type Message, message, t } from "@/lib/messages/translate";

export const TARGET_FIELDS = [...TARGET_DIMENSIONS, ...TARGET_GOALS] as const;
export type TargetField = (typeof TARGET_FIELDS)[number];

/** A target as it stands in the form: texts, as they were typed. */
export type TargetDraft = Record<TargetField, string>;
export type TargetProblems = Partial<Record<TargetField, string>>;

export const FIELD_LABELS: Record<TargetField, Message> = {
  model: message("Model"),
  tier: message("Tier"),
  region: message("Region"),
  team: message("Team"),
  availability_percent: message("Availability (%)"),
  ttft_p99_ms: message("TTFT p99 (ms)"),
  duration_p99_ms: message("Duration p99 (ms)"),
};

/** The form of a target, or of a new one. */
export function draftOf(target: Target | null): TargetDraft {
  const text = (name: TargetField) => String(target?.[name] ?? "");
  return {
    ...{ model: text("model"), tier: text("tier"), region: text("region"), team: text("team") },
    availability_percent: text("availability_percent"),
    ...{ ttft_p99_ms: text("ttft_p99_ms"), duration_p99_ms: text("duration_p99_ms") },
  };
}

export function isSameDraft(one: TargetDraft, other: TargetDraft): boolean {
  return TARGET_FIELDS.every((name) => one[name] === other[name]);
}

/** What a draft asks for, before it is checked: an empty field is of all, or asks nothing. */
export function inputOf(draft: TargetDraft): NewTargetInput {
  const name = (field: TargetDimension) => draft[field].trim() || null;
  const number = (field: TargetGoal) => {
    const text = draft[field].trim();
    return text === "" ? null : Number(text);
  };
  return {
    ...{ model: name("model"), tier: name("tier"), region: name("region"), team: name("team") },
    availability_percent: number("availability_percent"),
    ...{ ttft_p99_ms: number("ttft_p99_ms"), duration_p99_ms: number("duration_p99_ms") },
  };
}

/** What is wrong with a draft, by field. */
export function draftProblems(draft: TargetDraft): TargetProblems {
  const parsed = newTargetSchema.safeParse(inputOf(draft));
  if (parsed.success) return {};
  const problems: TargetProblems = {};
  for (const { path, message: problem } of parsed.error.issues) {
    const field = TARGET_FIELDS.find((name) => name === path[0]);
    if (field) problems[field] ??= problem;
  }
  return problems;
}

/** The same from what the API refused. */
export function fieldProblems(fields: ErrorFields): TargetProblems {
  return Object.fromEntries(TARGET_FIELDS.flatMap((name) => (fields[name] ? [[name, fields[name].join(". ")]] : [])));
}

/** "model glm-5 in region eu": what a target is of. */
export function describeScope(target: Pick<Target, TargetDimension>): string {
  const parts = TARGET_DIMENSIONS.flatMap((name) =>
    target[name] === null ? [] : [describeDimension(name, target[name])],
  );
  return parts.length === 0 ? t("All traffic") : parts.join(" · ");
}

function describeDimension(dimension: TargetDimension, value: string): string {
  return t("{dimension, select, model {model} tier {tier} region {region} other {team}} {value}", { dimension, value });
}

/** "99.9 %", "100 %: no budget, every failure is a miss". */
export function describeAvailability({ availability_percent, has_budget }: Target): string | null {
  if (availability_percent === null) return null;
  return has_budget
    ? `${availability_percent} %`
    : t("{percent} %: no budget, every failure is a miss", { percent: availability_percent });
}

/** "p99 within 900 ms". */
export function describeLatency(ms: number | null): string | null {
  return ms === null ? null : t("within {duration}", { duration: formatMs(ms) });
}
