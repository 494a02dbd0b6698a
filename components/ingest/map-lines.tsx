import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { message, t } from "@/lib/messages/translate";
import { RECORD_FIELDS } from "./fix-draft";
import type { MapLine } from "./import-draft";
import classes from "./ingest.module.css";

type MapLinesProps = { columns: readonly string[]; lines: readonly MapLine[]; onChange: (lines: MapLine[]) => void };

const FIELDS = RECORD_FIELDS.map((name) => ({ value: name, label: name }));
const FROM = [
  { value: "column", label: message("from column") },
  { value: "value", label: message("always|a value") },
] as const;
const NO_COLUMN = { value: "", label: message("choose …") };

/** Which column of the file, or which value for all rows, fills which field of a record. */
export function MapLines({ columns, lines, onChange }: MapLinesProps) {
  const options = [NO_COLUMN, ...columns.map((name) => ({ value: name, label: name }))];
  const change = (at: number, part: Partial<MapLine>) =>
    onChange(lines.map((line, index) => (index === at ? { ...line, ...part } : line)));
  return (
    <div className={classes.maps}>
      <p className={classes.help}>{t("Columns named like a record's field need no mapping.")}</p>
      {lines.length > 0 && (
        <div className={classes.mapHead} aria-hidden>
          <span>{t("Field")}</span>
          <span>{t("Comes")}</span>
          <span>{t("Column or value")}</span>
          <span>{t("Factor")}</span>
          <span>{t("Meanings")}</span>
        </div>
      )}
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name but its place
        <div key={index} className={classes.mapLine}>
          <Select
            label={t("Field")}
            hideLabel
            options={FIELDS}
            value={line.field}
            onChange={(field) => change(index, { field })}
          />
          <Select
            label={t("Comes")}
            hideLabel
            options={FROM}
            value={line.from}
            onChange={(from) => change(index, { from, text: "" })}
          />
          {line.from === "column" ? (
            <>
              <Select
                label={t("Column for {field}", { field: line.field })}
                hideLabel
                options={options}
                value={line.text}
                onChange={(text) => change(index, { text })}
              />
              <TextField
                label={t("Factor for {field}", { field: line.field })}
                hideLabel
                placeholder="× 1"
                value={line.factor}
                onChange={(factor) => change(index, { factor })}
              />
              <TextField
                label={t("Meanings for {field}", { field: line.field })}
                hideLabel
                placeholder="OK=ok, …"
                value={line.meanings}
                onChange={(meanings) => change(index, { meanings })}
              />
            </>
          ) : (
            <div className={classes.mapValue}>
              <TextField
                label={t("Value for {field}", { field: line.field })}
                hideLabel
                value={line.text}
                onChange={(text) => change(index, { text })}
              />
            </div>
          )}
          <Button
            variant="subtle"
            aria-label={t("Remove {field}", { field: line.field })}
            onClick={() => onChange(lines.toSpliced(index, 1))}
          >
            {t("Remove")}
          </Button>
        </div>
      ))}
      <div>
        <Button
          variant="default"
          onClick={() =>
            onChange([...lines, { field: "provider", from: "column", text: "", factor: "", meanings: "" }])
          }
        >
          {t("Add a field")}
        </Button>
      </div>
    </div>
  );
}
