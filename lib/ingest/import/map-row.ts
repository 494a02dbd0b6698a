import type { FieldMap, ValueMap } from "@/lib/contract/imports";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { type FieldKind, fieldKind, RECORD_FIELDS } from "./field-kinds";
import { writtenOutcome } from "./written-outcome";
import { isNothing, writtenFlag, writtenNumber, writtenSpanMs } from "./written-values";

export type Row = Readonly<Record<string, unknown>>;
export type MappedRow = Record<string, unknown>;

// Binary arithmetic leaves noise in the 16th and 17th digit: 0.3 * 1000 is not the only such product.
const SIGNIFICANT_DIGITS = 15;
const MS_DECIMALS = 1_000;
const INSTANT_MAX_US = Date.UTC(9_999, 0, 1) * 1_000;

/**
 * Turns rows of a file into records as a router would send them; `started_at` stays what the file says.
 *
 * A mapped column, or the sum of several ("prompt+cached"), wins over one of the field's own name, and a set value stands in
 * where both are empty. What is no number stays text, so that validation refuses it by name.
 */
export function createRowMapper(options: {
  maps: readonly FieldMap[];
  values: readonly ValueMap[];
  sets: Readonly<Record<string, string>>;
}) {
  const { maps, values, sets } = options;
  const byField = new Map(maps.map((map) => [map.field, map]));
  const meanings = new Map(values.map(({ field, from, to }) => [meaningKey(field, from), to]));
  return (sent: Row): MappedRow => {
    const row = byFieldNames(sent);
    const record: MappedRow = {};
    for (const field of RECORD_FIELDS) {
      const kind = fieldKind(field);
      const map = byField.get(field);
      const meant = (raw: unknown) => (meanings.size === 0 ? raw : (meanings.get(meaningKey(field, raw)) ?? raw));
      let value = map ? mappedValue(kind, row, map, meant) : null;
      value ??= readValue(kind, meant(row[field]), null);
      value ??= readValue(kind, sets[field], null);
      if (value !== null) record[field] = value;
    }
    return record;
  };
}

/** What a text means is looked up whatever its case, and whatever is around it. */
function meaningKey(field: string, raw: unknown): string {
  return `${field}\n${String(raw).trim().toLowerCase()}`;
}

const FIELD_NAMES: ReadonlySet<string> = new Set(RECORD_FIELDS);

/** The field that a column is named after: "Started At" is started_at. Null where there is none. */
function fieldNamed(column: string): string | null {
  const name = column
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
  return FIELD_NAMES.has(name) ? name : null;
}

/** A row that has each field under its own name, as far as a column has it under another spelling alone. */
function byFieldNames(row: Row): Row {
  const others = Object.keys(row).flatMap((column) => {
    const field = FIELD_NAMES.has(column) ? null : fieldNamed(column);
    return field === null || Object.hasOwn(row, field) ? [] : [[field, row[column]] as const];
  });
  return others.length === 0 ? row : { ...row, ...Object.fromEntries(others) };
}

/** The columns of a row that fill no field. */
export function unmappedColumns(row: Row, maps: readonly FieldMap[]): string[] {
  return Object.keys(row).filter(
    (column) =>
      fieldNamed(column) === null &&
      !maps.some((map) =>
        [map.column, ...addends(map.column)].some((used) => used === column || used.startsWith(`${column}.`)),
      ),
  );
}

/** Counts of columns that are told apart in a file and are one field of a record; nothing where all of them are empty. */
function mappedValue(kind: FieldKind, row: Row, map: FieldMap, meant: (raw: unknown) => unknown): unknown {
  const { column, factor } = map;
  const parts = addends(column);
  if (Object.hasOwn(row, column) || parts.length < 2 || (kind !== "number" && kind !== "ms")) {
    return readValue(kind, meant(columnOf(row, column)), factor);
  }
  const values = parts
    .map((part) => readValue(kind, meant(columnOf(row, part)), factor))
    .filter((value) => value !== null);
  const odd = values.find((value) => typeof value !== "number");
  if (values.length === 0 || odd !== undefined) return odd ?? null;
  return Number(values.reduce<number>((sum, value) => sum + Number(value), 0).toPrecision(SIGNIFICANT_DIGITS));
}

function addends(column: string): string[] {
  return column.split("+").map((part) => part.trim());
}

/** A column by its name, or by a path into nested objects. */
function columnOf(row: Row, column: string): unknown {
  if (Object.hasOwn(row, column)) return row[column];
  return column.split(".").reduce<unknown>((value, key) => (isRow(value) ? value[key] : undefined), row);
}

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readValue(kind: FieldKind, raw: unknown, factor: number | null): unknown {
  const value = typeof raw === "string" ? raw.trim() : raw;
  if (value === undefined || value === null || (typeof value === "string" && isNothing(value))) return null;
  if (typeof value === "number" && Number.isNaN(value)) return null;
  switch (kind) {
    case "text":
      return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
    case "flag":
      return (typeof value === "string" || typeof value === "number" ? writtenFlag(String(value)) : null) ?? value;
    case "list":
      return typeof value === "string" ? value.split(/[,;|]/).map((part) => part.trim()) : value;
    case "counts":
      return countsOf(value);
    case "outcome":
      return (typeof value === "string" ? writtenOutcome(value) : null) ?? value;
    case "time":
      return factor === null ? value : instantOfMs(numberOf(value, factor));
    case "number":
      return numberOf(value, factor);
    case "ms": {
      const span = typeof value === "string" && factor === null ? writtenSpanMs(value) : null;
      const ms = span ?? numberOf(value, factor);
      return typeof ms === "number" ? Math.round(ms * MS_DECIMALS) / MS_DECIMALS : ms;
    }
  }
}

/** A factor makes milliseconds of a time, whatever its size: of one since the start of a trace too. */
function instantOfMs(ms: unknown): unknown {
  const us = typeof ms === "number" ? Math.round(ms * 1_000) : Number.NaN;
  return us >= 0 && us <= INSTANT_MAX_US ? formatInstantUs(us) : ms;
}

/** Counts by name, also as JSON text; a column of that name that holds anything else is another tool's. */
function countsOf(value: unknown): unknown {
  if (typeof value !== "string") return isRow(value) ? value : null;
  if (!value.startsWith("{")) return null;
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}

function numberOf(value: unknown, factor: number | null): unknown {
  const number = typeof value === "string" ? (writtenNumber(value) ?? value) : value;
  if (typeof number !== "number" || factor === null) return number;
  return Number((number * factor).toPrecision(SIGNIFICANT_DIGITS));
}
