import type { FieldMap } from "@/lib/contract/imports";
import { type FieldKind, fieldKind, RECORD_FIELDS } from "./field-kinds";

export type Row = Readonly<Record<string, unknown>>;
export type MappedRow = Record<string, unknown>;

const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
// Binary arithmetic leaves noise in the 16th and 17th digit: 0.3 * 1000 is not the only such product.
const SIGNIFICANT_DIGITS = 15;
const MS_DECIMALS = 1_000;

/**
 * Turns rows of a file into records as a router would send them; `started_at` stays what the file says.
 *
 * A mapped column wins over one of the field's own name, and a set value stands in where both are empty. What is no
 * number stays text, so that validation refuses it by name.
 */
export function createRowMapper(maps: readonly FieldMap[], sets: Readonly<Record<string, string>>) {
  const byField = new Map(maps.map((map) => [map.field, map]));
  return (row: Row): MappedRow => {
    const record: MappedRow = {};
    for (const field of RECORD_FIELDS) {
      const kind = fieldKind(field);
      const map = byField.get(field);
      let value = map ? readValue(kind, columnOf(row, map.column), map.factor) : null;
      value ??= readValue(kind, row[field], null);
      value ??= readValue(kind, sets[field], null);
      if (value !== null) record[field] = value;
    }
    return record;
  };
}

/** The columns of a row that fill no field. */
export function unmappedColumns(row: Row, maps: readonly FieldMap[]): string[] {
  return Object.keys(row).filter(
    (column) =>
      !RECORD_FIELDS.includes(column) &&
      !maps.some((map) => map.column === column || map.column.startsWith(`${column}.`)),
  );
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
  if (value === undefined || value === null || value === "") return null;
  switch (kind) {
    case "text":
      return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
    case "flag":
      return value === "true" || value === "1" ? true : value === "false" || value === "0" ? false : value;
    case "list":
      return typeof value === "string" ? value.split(/[,;|]/).map((part) => part.trim()) : value;
    case "counts":
      return countsOf(value);
    case "time":
      return factor === null ? value : numberOf(value, factor);
    case "number":
      return numberOf(value, factor);
    case "ms": {
      const ms = numberOf(value, factor);
      return typeof ms === "number" ? Math.round(ms * MS_DECIMALS) / MS_DECIMALS : ms;
    }
  }
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
  const number = typeof value === "string" && NUMBER.test(value) ? Number(value) : value;
  if (typeof number !== "number" || factor === null) return number;
  return Number((number * factor).toPrecision(SIGNIFICANT_DIGITS));
}
