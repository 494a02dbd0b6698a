import type { CsvError } from "csv-parse";

/** Why a row of a CSV cannot be read, in words for whoever has the file, and the same for all rows of a kind. */
export function describeCsvError(error: CsvError | undefined): string {
  switch (error?.code) {
    case "CSV_RECORD_INCONSISTENT_COLUMNS":
      return describeLengths(error.message);
    case "INVALID_OPENING_QUOTE":
      return "Has a quotation mark within a field that does not begin with one";
    case "CSV_INVALID_CLOSING_QUOTE":
    case "CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE":
      return "Has text behind the quotation mark that ends a field";
    case "CSV_QUOTE_NOT_CLOSED":
      return "Opens a quotation mark that is never closed";
    case "CSV_MAX_RECORD_SIZE":
      return "Is longer than 1,000,000 characters";
    default:
      return "Not readable as CSV";
  }
}

function describeLengths(message: string): string {
  const [, named, found] = /length is (\d+), got (\d+)/.exec(message) ?? [];
  if (named === undefined || found === undefined) return "Has other fields than the first line names";
  return `Has ${found} ${found === "1" ? "field" : "fields"} where the first line names ${named}`;
}
