import { dimensionName } from "@/lib/contract/common";
import { picoPerM } from "@/lib/domain/price-import/token-price";
import { parseUsd } from "@/lib/domain/pricing/usd";

/** Why a row cannot be a price: the field, and what is wrong with it. */
export class RowError extends Error {
  override name = "RowError";
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

/** A name that can be stored; throws RowError. */
export function checkName(name: string, field: string): void {
  const [issue] = dimensionName.safeParse(name).error?.issues ?? [];
  if (issue) throw new RowError(field, issue.message);
}

const ROW_MAX = 400;

/** What a row is called, so that it can be left out however long its name is in the list. */
export function rowName(name: string): string {
  return name.length > ROW_MAX ? `${name.slice(0, ROW_MAX - 1)}…` : name;
}

/** Above it nothing is stored, whoever confirms it. */
const MAX_PICO = 1_000_000n * 10n ** 12n;

/** What a list asks for one token, as for a million; null where it is not given. Throws RowError. */
export function amountPerM(value: unknown, field: string, kind: "number" | "text"): bigint | null {
  return checked(value, { field, kind, read: (amount) => picoPerM(amount, "token") });
}

/** What a list asks for one unit, such as a search. Throws RowError. */
export function amountPerUnit(value: unknown, field: string, kind: "number" | "text"): bigint | null {
  return checked(value, { field, kind, read: parseUsd });
}

type Reading = { field: string; kind: "number" | "text"; read: (amount: string | number) => bigint | null };

function checked(value: unknown, { field, kind, read }: Reading): bigint | null {
  if (value === undefined || value === null) return null;
  const isRight =
    kind === "number" ? typeof value === "number" : typeof value === "string" || typeof value === "number";
  if (!isRight || (typeof value !== "number" && typeof value !== "string")) {
    const wanted = kind === "number" ? "a number" : "a decimal";
    throw new RowError(field, `Must be ${wanted}, not ${nameOf(value)}`);
  }
  const pico = read(value);
  if (pico === null) throw new RowError(field, `Must be a decimal, not ${nameOf(value)}`);
  if (pico < 0n) throw new RowError(field, "Must not be negative");
  if (pico >= MAX_PICO) throw new RowError(field, "Must be less than 1,000,000 for a million tokens");
  return pico;
}

function nameOf(value: unknown): string {
  if (typeof value === "string") return `the text "${value.slice(0, 40)}"`;
  return Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : String(value);
}
