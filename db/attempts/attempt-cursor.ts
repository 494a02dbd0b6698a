import { z } from "zod";
import { MAX_NAME_CHARACTERS, shortText } from "@/lib/contract/common";
import { AppError } from "@/lib/contract/error";
import {
  ATTEMPT_SORTS,
  type AttemptSort,
  isAttemptName,
  SORT_ORDERS,
  type SortOrder,
} from "@/lib/domain/attempts/attempt-sort";

export type AttemptOrder = { by: AttemptSort; order: SortOrder };

/**
 * The last attempt of a page: the next one begins after it. `value` is what it is sorted by besides its start: a name, or a
 * whole number in text, null where unknown. With an empty id: all that started before (or, oldest first, from) the instant.
 */
export type AttemptPosition = { value: string | null; startedAtUs: number; id: string };

const WHOLE_NUMBER = /^-?\d{1,19}$/;

const cursorSchema = z
  .tuple([
    z.enum(ATTEMPT_SORTS),
    z.enum(SORT_ORDERS),
    shortText(MAX_NAME_CHARACTERS).nullable(),
    z.int().nonnegative(),
    z.union([z.literal(""), shortText(128)]),
  ])
  .refine(([by, , value]) => (isAttemptName(by) ? value !== null : value === null || isBigint(value)));

/** A position of a list as opaque text that fits a URL. */
export function encodeCursor({ by, order }: AttemptOrder, { value, startedAtUs, id }: AttemptPosition): string {
  return Buffer.from(JSON.stringify([by, order, value, startedAtUs, id])).toString("base64url");
}

/** The position of a text we gave out for the same order, or INVALID naming the field. */
export function decodeCursor(text: string, asked: AttemptOrder): AttemptPosition {
  const parsed = cursorSchema.safeParse(jsonOf(text));
  if (!parsed.success) throw invalid("Is not a cursor of this list");
  const [by, order, value, startedAtUs, id] = parsed.data;
  if (by !== asked.by || order !== asked.order) throw invalid(`Belongs to a list by ${by}, ${order}`);
  return { value, startedAtUs, id };
}

/** Whether PostgreSQL's bigint can hold it. */
function isBigint(text: string): boolean {
  return WHOLE_NUMBER.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString());
  } catch {
    return undefined;
  }
}

function invalid(why: string): AppError {
  return new AppError("INVALID", `cursor: ${why}`, { fields: { cursor: [why] } });
}
