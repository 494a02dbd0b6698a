import { TextInput } from "@mantine/core";
import { Choice } from "@/components/ui/choice";
import { type FixDraft, RECORD_FIELDS } from "./fix-draft";

const FIELD_OPTIONS = RECORD_FIELDS.map((name) => ({ value: name, label: name }));

/** The fields that a kind of fix needs. */
export function FixFields({ draft, onChange }: { draft: FixDraft; onChange: (draft: FixDraft) => void }) {
  const { kind, field, value, zone, hours } = draft;
  const text = (label: string, name: "value" | "zone" | "hours", shown: string, description?: string) => (
    <TextInput
      label={label}
      description={description}
      value={shown}
      onChange={(event) => onChange({ ...draft, [name]: event.currentTarget.value })}
    />
  );
  if (kind === "zone") return text("Zone", "zone", zone, "such as UTC or Asia/Shanghai");
  if (kind === "shift") return text("Hours", "hours", hours, "added to started_at; -8 for eight earlier");
  if (kind === "nothing") return null;
  return (
    <>
      <Choice
        label="Field"
        options={FIELD_OPTIONS}
        value={field}
        onChange={(name) => onChange({ ...draft, field: name })}
      />
      {kind === "set" && text("Value", "value", value)}
    </>
  );
}
