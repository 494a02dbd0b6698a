import { FILE_FORMATS, type FieldMap, type FileFormat, type ValueMap } from "@/lib/contract/imports";
import { isTimeZone } from "@/lib/domain/time/time-zone";
import type { Format } from "../formats/entry";
import { FORMATS } from "../formats/formats";
import { fieldKind, RECORD_FIELDS } from "./field-kinds";
import { type Clock, parseClock } from "./parse-clock";

export type ImportOptions = {
  file: string;
  format: FileFormat;
  maps: FieldMap[];
  /** What texts of the file mean as values of a field. */
  values: ValueMap[];
  /** Field → the text that stands in where the file has nothing. */
  sets: Record<string, string>;
  /** The zone of times that name none; without it they are refused. */
  zone: string | null;
  /** Moves every time by the same amount, so that the last record ends now. */
  isShiftedToNow: boolean;
  clock: Clock | null;
  batchSize: number;
  /** The tool whose format the rows are in; null where they are records, or columns mapped to them. */
  source: Format | null;
  /** The name of a source that the caller reads, whose rows are no attempts. */
  otherSource: string | null;
};

/** A command line that makes no sense; its message is meant for the operator who typed it. */
export class ImportOptionsError extends Error {
  override name = "ImportOptionsError";
}

const DEFAULT_BATCH = 5_000;

/**
 * Reads the importer's command line, or throws an ImportOptionsError that names the wrong part. `others` are names of sources
 * besides the formats of attempts.
 */
export function parseImportOptions(args: readonly string[], others: readonly string[] = []): ImportOptions {
  const files: string[] = [];
  const given = new Map<string, string[]>();
  for (let i = 0; i < args.length; i += 1) {
    const argument = args[i] ?? "";
    if (!argument.startsWith("--")) {
      files.push(argument);
      continue;
    }
    const equals = argument.indexOf("=");
    // "--set provider=x" carries its own equals sign, so "--name=value" is split at the first one only.
    const name = equals < 0 ? argument : argument.slice(0, equals);
    if (!OPTIONS.has(name)) throw new ImportOptionsError(`Unknown option ${name}`);
    const value = equals < 0 ? args[++i] : argument.slice(equals + 1);
    if (value === undefined || value === "") throw new ImportOptionsError(`${name} needs a value`);
    given.set(name, [...(given.get(name) ?? []), value]);
  }
  const [file, ...more] = files;
  if (file === undefined) throw new ImportOptionsError("Name the file to import");
  if (more.length > 0) throw new ImportOptionsError(`One file at a time: ${file} or ${more[0]}?`);

  const one = (name: string) => {
    const values = given.get(name) ?? [];
    if (values.length > 1) throw new ImportOptionsError(`${name} is given twice`);
    return values[0] ?? null;
  };
  const mapTexts = given.get("--map") ?? [];
  const maps = mapsOf(mapTexts.filter((text) => !isValueMap(text)));
  return {
    file,
    format: formatOf(one("--format"), file),
    maps,
    values: valuesOf(mapTexts.filter(isValueMap), maps),
    sets: setsOf(given.get("--set") ?? []),
    zone: zoneOf(one("--zone")),
    isShiftedToNow: shiftOf(one("--shift")),
    clock: clockOf(one("--clock")),
    batchSize: batchOf(one("--batch")),
    ...sourceOf(one("--source"), given, others),
  };
}

/** What tells how to read columns, of which the format of another tool leaves nothing open. */
const COLUMN_OPTIONS = ["--map", "--set", "--zone", "--shift", "--clock"];
const OPTIONS = new Set([...COLUMN_OPTIONS, "--format", "--batch", "--source"]);

function sourceOf(
  name: string | null,
  given: ReadonlyMap<string, unknown>,
  others: readonly string[],
): Pick<ImportOptions, "source" | "otherSource"> {
  if (name === null) return { source: null, otherSource: null };
  const source = FORMATS.get(name) ?? null;
  const otherSource = others.find((other) => other === name) ?? null;
  if (!source && otherSource === null) {
    throw new ImportOptionsError(`--source knows ${[...FORMATS.keys(), ...others].join(", ")}, not ${name}`);
  }
  const column = COLUMN_OPTIONS.find((option) => given.has(option));
  if (column) throw new ImportOptionsError(`${column} has no meaning beside --source`);
  return { source, otherSource };
}

function formatOf(text: string | null, file: string): FileFormat {
  const name = text ?? extensionOf(file);
  const format = FILE_FORMATS.find((candidate) => candidate === name);
  if (format) return format;
  if (text !== null) throw new ImportOptionsError(`--format must be csv, json or jsonl, not ${text}`);
  throw new ImportOptionsError(`Cannot tell the format of ${file} by its name: give --format csv, json or jsonl`);
}

function extensionOf(file: string): string {
  const name = file.toLowerCase().replace(/\.gz$/, "");
  const extension = name.slice(name.lastIndexOf(".") + 1);
  return extension === "ndjson" ? "jsonl" : extension;
}

function mapsOf(texts: readonly string[]): FieldMap[] {
  const maps = texts.map((text) => {
    const match = /^([^=]+)=(.+?)(?:\*([0-9.eE+-]+))?$/.exec(text);
    const [, field, column, factorText] = match ?? [];
    if (!field || !column) throw new ImportOptionsError(`--map ${text}: write field=column or field=column*factor`);
    const factor = factorText === undefined ? null : Number(factorText);
    if (factor !== null && !(Number.isFinite(factor) && factor > 0)) {
      throw new ImportOptionsError(`--map ${text}: ${factorText} is no factor`);
    }
    if (factor !== null && !["ms", "number", "time"].includes(fieldKind(field))) {
      throw new ImportOptionsError(`--map ${text}: ${field} is no number to be multiplied`);
    }
    return { field: fieldOf(field, "--map"), column, factor };
  });
  refuseTwice(
    maps.map((map) => map.field),
    "--map",
  );
  return maps;
}

/** "outcome:OK=ok" says what a value means, "outcome=status" where values come from. */
function isValueMap(text: string): boolean {
  const colon = text.indexOf(":");
  return colon > 0 && colon < text.indexOf("=");
}

/** A field may be named by the column that it is mapped from. */
function valuesOf(texts: readonly string[], maps: readonly FieldMap[]): ValueMap[] {
  const values = texts.map((text) => {
    const colon = text.indexOf(":");
    const equals = text.lastIndexOf("=");
    const [name, from, to] = [text.slice(0, colon), text.slice(colon + 1, equals), text.slice(equals + 1)];
    if (from === "" || to === "") throw new ImportOptionsError(`--map ${text}: write field:text=value`);
    const field = RECORD_FIELDS.includes(name) ? name : maps.find(({ column }) => column === name)?.field;
    if (field !== undefined) return { field, from, to };
    throw new ImportOptionsError(`--map ${text}: ${name} is no field of a record, and no --map fills one from it`);
  });
  refuseTwice(
    values.map(({ field, from }) => `${field}:${from}`),
    "--map",
  );
  return values;
}

function setsOf(texts: readonly string[]): Record<string, string> {
  const pairs = texts.map((text): [string, string] => {
    const equals = text.indexOf("=");
    if (equals < 1 || equals === text.length - 1) throw new ImportOptionsError(`--set ${text}: write field=value`);
    return [fieldOf(text.slice(0, equals), "--set"), text.slice(equals + 1)];
  });
  refuseTwice(
    pairs.map(([field]) => field),
    "--set",
  );
  return Object.fromEntries(pairs);
}

function fieldOf(name: string, option: string): string {
  if (RECORD_FIELDS.includes(name)) return name;
  throw new ImportOptionsError(`${option}: a record has no field ${name}; it has ${RECORD_FIELDS.join(", ")}`);
}

function refuseTwice(names: readonly string[], option: string): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new ImportOptionsError(`${option} ${twice} is given twice`);
}

function zoneOf(text: string | null): string | null {
  if (text === null || isTimeZone(text)) return text;
  throw new ImportOptionsError(`--zone ${text}: write an IANA zone such as UTC or Asia/Shanghai`);
}

function shiftOf(text: string | null): boolean {
  if (text === null || text === "now") return text !== null;
  throw new ImportOptionsError(`--shift ${text}: only "now" is known`);
}

function clockOf(text: string | null): Clock | null {
  if (text === null) return null;
  const clock = parseClock(text);
  if (clock) return clock;
  throw new ImportOptionsError(`--clock ${text}: write START,STEP such as now-1h,1s or 2026-03-01T00:00:00Z,250ms`);
}

function batchOf(text: string | null): number {
  const size = text === null ? DEFAULT_BATCH : Number(text);
  if (Number.isInteger(size) && size >= 1 && size <= 10_000) return size;
  throw new ImportOptionsError(`--batch ${text}: write a whole number from 1 to 10000`);
}
