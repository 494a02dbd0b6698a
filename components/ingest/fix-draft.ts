import { logRecordSchema } from "@/lib/contract/log-record";
import type { RecordFix, RejectedGroup } from "@/lib/contract/rejected-records";

export const RECORD_FIELDS = Object.keys(logRecordSchema.shape);

export type FixDraft = {
  kind: "set" | "drop" | "zone" | "shift" | "nothing";
  field: string;
  value: string;
  zone: string;
  hours: string;
};

const NUMBER = /^-?\d+(\.\d+)?$/;
const SECONDS_PER_HOUR = 3_600;

/** The fix that the reason of a group suggests. */
export function fixDraftOf({ path, message }: Pick<RejectedGroup, "path" | "message">): FixDraft {
  const [root = ""] = path.split(".");
  const isTime = root === "started_at";
  const kind = !isTime ? "set" : message.includes("future") || message.includes("older") ? "shift" : "zone";
  return { kind, field: RECORD_FIELDS.includes(root) ? root : "model", value: "", zone: "UTC", hours: "0" };
}

/** What is sent: a number or a truth value where the text is one, but for fields that are texts. */
export function toFix({ kind, field, value, zone, hours }: FixDraft): RecordFix {
  const nothing: RecordFix = { set: {}, zone: null, shift_seconds: 0 };
  if (kind === "set") return { ...nothing, set: { [field]: fieldValue(field, value) } };
  if (kind === "drop") return { ...nothing, set: { [field]: null } };
  if (kind === "zone") return { ...nothing, zone };
  if (kind === "shift") return { ...nothing, shift_seconds: Math.round(Number(hours) * SECONDS_PER_HOUR) };
  return nothing;
}

const TRUTHS: Readonly<Record<string, boolean>> = { true: true, false: false };
const NUMBER_FIELDS = /_ms$|_tokens$|^(http_status|attempt|policy_version)$/;

function fieldValue(field: string, text: string): string | number | boolean {
  if (NUMBER_FIELDS.test(field) && NUMBER.test(text)) return Number(text);
  return (field === "final" || field === "streamed" ? TRUTHS[text] : undefined) ?? text;
}
