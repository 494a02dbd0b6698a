import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { RECORD_FIELDS } from "./fix-draft";
import type { MapLine } from "./import-draft";
import classes from "./ingest.module.css";

type MapLinesProps = { columns: readonly string[]; lines: readonly MapLine[]; onChange: (lines: MapLine[]) => void };

const FIELDS = RECORD_FIELDS.map((name) => ({ value: name, label: name }));
const FROM = [
  { value: "column", label: "from column" },
  { value: "value", label: "always" },
] as const;
const NO_COLUMN = { value: "", label: "choose …" };

/** Which column of the file, or which value for all rows, fills which field of a record. */
export function MapLines({ columns, lines, onChange }: MapLinesProps) {
  const options = [NO_COLUMN, ...columns.map((name) => ({ value: name, label: name }))];
  const change = (at: number, part: Partial<MapLine>) =>
    onChange(lines.map((line, index) => (index === at ? { ...line, ...part } : line)));
  return (
    <div className={classes.maps}>
      <p className={classes.help}>Columns named like a record's field need no mapping.</p>
      {lines.length > 0 && (
        <div className={classes.mapHead} aria-hidden>
          <span>Field</span>
          <span>Comes</span>
          <span>Column or value</span>
          <span>Factor</span>
          <span>Meanings</span>
        </div>
      )}
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name but its place
        <div key={index} className={classes.mapLine}>
          <Select
            label="Field"
            hideLabel
            options={FIELDS}
            value={line.field}
            onChange={(field) => change(index, { field })}
          />
          <Select
            label="Comes"
            hideLabel
            options={FROM}
            value={line.from}
            onChange={(from) => change(index, { from, text: "" })}
          />
          {line.from === "column" ? (
            <>
              <Select
                label={`Column for ${line.field}`}
                hideLabel
                options={options}
                value={line.text}
                onChange={(text) => change(index, { text })}
              />
              <TextField
                label={`Factor for ${line.field}`}
                hideLabel
                placeholder="× 1"
                value={line.factor}
                onChange={(factor) => change(index, { factor })}
              />
              <TextField
                label={`Meanings for ${line.field}`}
                hideLabel
                placeholder="OK=ok, …"
                value={line.meanings}
                onChange={(meanings) => change(index, { meanings })}
              />
            </>
          ) : (
            <div className={classes.mapValue}>
              <TextField
                label={`Value for ${line.field}`}
                hideLabel
                value={line.text}
                onChange={(text) => change(index, { text })}
              />
            </div>
          )}
          <Button
            variant="subtle"
            aria-label={`Remove ${line.field}`}
            onClick={() => onChange(lines.toSpliced(index, 1))}
          >
            Remove
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
          Add a field
        </Button>
      </div>
    </div>
  );
}
