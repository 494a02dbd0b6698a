import { IMPORT_SOURCE } from "@/lib/contract/imports";
import { logRecordSchema } from "@/lib/contract/log-record";
import { type RecordFix, type RejectedGroup, recordFixSchema } from "@/lib/contract/rejected-records";
import { HOUR_SECONDS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";

export const RECORD_FIELDS = Object.keys(logRecordSchema.shape);

export type FixDraft = {
  kind: "set" | "drop" | "zone" | "shift" | "history" | "nothing";
  field: string;
  value: string;
  zone: string;
  hours: string;
};

const NUMBER = /^-?\d+(\.\d+)?$/;

/** The fix that the reason of a group suggests; one that changes nothing where the record says all it can. */
export function fixDraftOf(group: Pick<RejectedGroup, "path" | "code" | "source">): FixDraft {
  const [root = ""] = group.path.split(".");
  const field = RECORD_FIELDS.includes(root) ? root : "model";
  return { kind: kindOf(group, root), field, value: "", zone: "UTC", hours: "" };
}

function kindOf({ code, source }: Pick<RejectedGroup, "code" | "source">, field: string): FixDraft["kind"] {
  // The values of unknown fields are not kept, so that they are gone already.
  if (!RECORD_FIELDS.includes(field)) return "nothing";
  if (field !== "started_at") return "set";
  if (code === "in_future") return "shift";
  if (code === "too_old") return source === IMPORT_SOURCE ? "nothing" : "history";
  return "zone";
}

/** What is sent: a number or a truth value where the text is one, but for fields that are texts. */
export function toFix({ kind, field, value, zone, hours }: FixDraft): RecordFix {
  const nothing: RecordFix = { set: {}, zone: null, shift_seconds: 0 };
  if (kind === "set") return { ...nothing, set: { [field]: fieldValue(field, value) } };
  if (kind === "drop") return { ...nothing, set: { [field]: null } };
  if (kind === "zone") return { ...nothing, zone };
  if (kind === "shift") return { ...nothing, shift_seconds: Math.round(Number(hours) * HOUR_SECONDS) };
  return nothing;
}

/** Whether all is said that the fix needs; what is said may still be wrong, see fixProblem. */
export function isFixSaid({ kind, value, zone, hours }: FixDraft): boolean {
  const needed = { set: value, zone, shift: hours, drop: null, history: null, nothing: null }[kind];
  return needed?.trim() !== "";
}

/** What is wrong with what is said of a fix. */
export function fixProblem(draft: FixDraft): string | null {
  if (!isFixSaid(draft)) return null;
  if (draft.kind === "shift" && !NUMBER.test(draft.hours.trim())) return t("Hours must be a number, such as -8");
  return recordFixSchema.safeParse(toFix(draft)).error?.issues[0]?.message ?? null;
}

const TRUTHS: Readonly<Record<string, boolean>> = { true: true, false: false };
const NUMBER_FIELDS = /_ms$|_tokens$|^(http_status|attempt|policy_version)$/;

function fieldValue(field: string, text: string): string | number | boolean {
  if (NUMBER_FIELDS.test(field) && NUMBER.test(text)) return Number(text);
  return (field === "final" || field === "streamed" ? TRUTHS[text] : undefined) ?? text;
}
