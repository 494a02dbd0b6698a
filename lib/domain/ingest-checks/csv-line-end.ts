/** What ends a line of a file that begins so: old Macs end them in carriage returns alone. */
export function csvLineEnd(beginning: string): "\n" | "\r" {
  return beginning.includes("\n") || !beginning.includes("\r") ? "\n" : "\r";
}

/** Excel's own first line, such as "sep=;", which says what stands between the fields of those below. */
export const EXCEL_SEPARATOR = /^\uFEFF?sep=(.)\s*[\r\n]/i;
