import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { t } from "@/lib/messages/translate";
import { type FixDraft, RECORD_FIELDS } from "./fix-draft";

const FIELD_OPTIONS = RECORD_FIELDS.map((name) => ({ value: name, label: name }));

/** The fields that a kind of fix needs. */
export function FixFields({ draft, onChange }: { draft: FixDraft; onChange: (draft: FixDraft) => void }) {
  const { kind, field, value, zone, hours } = draft;
  const text = (label: string, name: "value" | "zone" | "hours", shown: string) => (
    <TextField label={label} value={shown} onChange={(next) => onChange({ ...draft, [name]: next })} />
  );
  if (kind === "zone") return text(t("Zone"), "zone", zone);
  if (kind === "shift") return text(t("Hours"), "hours", hours);
  if (kind === "nothing" || kind === "history") return null;
  return (
    <>
      <Select
        label={t("Field")}
        options={FIELD_OPTIONS}
        value={field}
        onChange={(name) => onChange({ ...draft, field: name })}
      />
      {kind === "set" && text(t("Value"), "value", value)}
    </>
  );
}
