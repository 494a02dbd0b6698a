import { makePgArray } from "drizzle-orm/pg-core";
import { MINUTE_MS } from "@/lib/domain/time/units";

/** An epoch minute as a parameter: drizzle hands instants over as text. */
export function minuteText(minute: number): string {
  return new Date(minute * MINUTE_MS).toISOString();
}

/** Epoch minutes as one array parameter. */
export function minuteTexts(minutes: readonly number[]): string {
  return `{${minutes.map(minuteText).join(",")}}`;
}

/** Any texts as one array parameter, quoted. */
export function textArray(texts: readonly string[]): string {
  return makePgArray([...texts]);
}
