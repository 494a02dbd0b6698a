import { z } from "zod";
import { shortText } from "@/lib/contract/common";
import { AppError } from "@/lib/contract/error";

export type RequestSort = "newest" | "slowest";

/** The last attempt of a page: the next one begins after it. With an empty id, the instant before which it goes on. */
export type RequestCursor = { sort: RequestSort; startedAtUs: number; durationUs: number; id: string };

const cursorSchema = z.tuple([
  z.enum(["newest", "slowest"]),
  z.int().nonnegative(),
  z.int().nonnegative(),
  z.union([z.literal(""), shortText(128)]),
]);

/** A cursor as opaque text that fits a URL. */
export function encodeCursor({ sort, startedAtUs, durationUs, id }: RequestCursor): string {
  return Buffer.from(JSON.stringify([sort, startedAtUs, durationUs, id])).toString("base64url");
}

/** The cursor of a text we gave out for the same order, or INVALID naming the field. */
export function decodeCursor(text: string, sort: RequestSort): RequestCursor {
  const parsed = cursorSchema.safeParse(jsonOf(text));
  if (!parsed.success) throw invalid("Is not a cursor of this list");
  const [sortedBy, startedAtUs, durationUs, id] = parsed.data;
  if (sortedBy !== sort) throw invalid(`Belongs to sort=${sortedBy}`);
  return { sort, startedAtUs, durationUs, id };
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
