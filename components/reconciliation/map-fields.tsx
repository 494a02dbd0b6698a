import { Select } from "@/components/ui/select";
import { BILL_FIELD_LABELS, BILL_FIELD_NAMES } from "@/lib/contract/bill-fields";
import { t, textOf } from "@/lib/messages/translate";
import classes from "./reconciliation.module.css";

type MapFieldsProps = {
  columns: readonly string[];
  map: Readonly<Record<string, string>>;
  onChange: (map: Readonly<Record<string, string>>) => void;
};

/** Which column each field of a bill is filled from: guessed first, then as somebody says. */
export function MapFields({ columns, map, onChange }: MapFieldsProps) {
  const options = [
    { value: "", label: t("No column") },
    ...columns.map((column) => ({ value: column, label: column })),
  ];
  return (
    <fieldset className={classes.map}>
      <legend>{t("Columns")}</legend>
      {BILL_FIELD_NAMES.map((field) => (
        <Select
          key={field}
          label={textOf(BILL_FIELD_LABELS[field])}
          options={options}
          value={map[field] ?? ""}
          onChange={(column) => {
            const { [field]: _former, ...others } = map;
            onChange(column === "" ? others : { ...others, [field]: column });
          }}
        />
      ))}
    </fieldset>
  );
}
