import { fromLocalInput } from "@/components/shell/zoned-time";
import type { ErrorFields } from "@/lib/contract/error";
import { type NewExclusionInput, newExclusionSchema } from "@/lib/contract/exclusions";
import { EXCLUSION_DIMENSIONS, EXCLUSION_REASONS, type ExclusionReason } from "@/lib/domain/sla/exclusion";
import { type Message, message, t } from "@/lib/messages/translate";

export const EXCLUSION_FIELDS = [...EXCLUSION_DIMENSIONS, "from", "to", "reason", "note", "signed_off_by"] as const;
export type ExclusionField = (typeof EXCLUSION_FIELDS)[number];

/** An exclusion as it stands in the form: texts, times by the clocks of the report zone. */
export type ExclusionDraft = Record<ExclusionField, string>;
export type ExclusionProblems = Partial<Record<ExclusionField, string>>;

export const REASON_LABELS: Record<ExclusionReason, Message> = {
  maintenance: message("Maintenance"),
  own_outage: message("Own outage"),
  other: message("Other"),
};

export const EMPTY_DRAFT: ExclusionDraft = {
  ...{ model: "", provider: "", region: "", from: "", to: "" },
  ...{ reason: EXCLUSION_REASONS[0], note: "", signed_off_by: "" },
};

/** What a draft asks for, or what is wrong with it by field. */
export function readDraft(
  draft: ExclusionDraft,
  zone: string,
): { input?: NewExclusionInput; problems: ExclusionProblems } {
  const name = (field: (typeof EXCLUSION_DIMENSIONS)[number]) => draft[field].trim() || null;
  const asked = {
    ...{ model: name("model"), provider: name("provider"), region: name("region") },
    from: fromLocalInput(draft.from, zone) ?? "",
    to: fromLocalInput(draft.to, zone) ?? "",
    reason: EXCLUSION_REASONS.find((reason) => reason === draft.reason) ?? EXCLUSION_REASONS[0],
    note: draft.note.trim(),
    signed_off_by: draft.signed_off_by.trim(),
  };
  const parsed = newExclusionSchema.safeParse(asked);
  if (parsed.success) return { input: asked, problems: {} };
  const problems: ExclusionProblems = {};
  for (const { path, message: problem } of parsed.error.issues) {
    const field = EXCLUSION_FIELDS.find((one) => one === path[0]);
    if (field) problems[field] ??= draft[field].trim() === "" ? t("Required") : problem;
  }
  return { problems };
}

/** The same from what the API refused. */
export function refusedFields(fields: ErrorFields): ExclusionProblems {
  return Object.fromEntries(EXCLUSION_FIELDS.flatMap((one) => (fields[one] ? [[one, fields[one].join(". ")]] : [])));
}
