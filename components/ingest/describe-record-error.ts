import type { RecordError, RecordErrorCode } from "@/lib/contract/record-error";
import { currentLocale } from "@/lib/messages/locale";
import { type Message, message, t } from "@/lib/messages/translate";

const OF_CODE: Record<RecordErrorCode, Message> = {
  unknown_field: message("Unknown field"),
  in_future: message("Is in the future"),
  too_old: message("Is older than what is taken: only an import takes history"),
};

/** What ingest refuses most often, as it is stored. */
const OF_TEXT: readonly Message[] = [
  message("Is missing"),
  message("Is too large"),
  message("Must not be empty"),
  message("Must not be negative"),
  message("Must be a number"),
  message("Must be a number, not text"),
  message("Must be a number of milliseconds"),
  message("Must be a number of milliseconds, not text"),
  message("Must be a whole number"),
  message("Must be a whole number, not text"),
  message("Must be at most 86,400,000 ms"),
  message("Must have at most three decimals"),
  message("Must be a decimal from 0 to 999,999"),
  message("Must be an RFC 3339 time with a zone, such as 2026-03-01T12:00:00Z"),
  message("Must not be before 1970"),
  message("Must not be after the year 9998"),
  message("Give outcome or http_status"),
  message("Is for streamed attempts only"),
];
const BY_TEXT = new Map(OF_TEXT.map((text) => [text.source, text]));

/**
 * What is wrong with a record, in the reader's language: records are stored with English reasons. By its code, or where
 * it is one of the usual ones, by its text; any other is shown as it is stored.
 */
export function describeRecordError({ message: stored, code }: Pick<RecordError, "message"> & Coded): string {
  if (currentLocale() === "en") return stored;
  const known = BY_TEXT.get(stored) ?? (code && OF_CODE[code]);
  return known ? t(known) : stored;
}

type Coded = { code?: RecordErrorCode | null | undefined };
