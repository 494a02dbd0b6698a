import type { FocusColumn, FocusValue } from "./focus-column";
import { formatFocusDecimal } from "./focus-decimal";
import { formatFocusInstant } from "./focus-instant";
import type { FocusType } from "./spec-types";

const SERIES_MAX = 20_000;
const TEXTS_MAX = 10_000;
const LINE_END = "\r\n";

/** What stands before, between and after the values that differ from row to row. */
type Template = readonly string[];

/**
 * Writes rows as RFC 4180 text: CRLF, null an empty field without quotes, and values as they are.
 *
 * Nothing is put before what a spreadsheet would run as a formula: FOCUS does not let a file change a tag or a name. What
 * rows of one series have in common is written once for all of them.
 */
export class FocusCsv<Row> {
  readonly header: string;
  readonly #columns: readonly FocusColumn<Row>[];
  readonly #own: readonly FocusColumn<Row>[];
  readonly #seriesOf: (row: Row) => object | null;
  readonly #templates = new Map<object, Template>();
  /** Of instants and amounts: a row has each several times, and so have the rows around it. */
  readonly #texts = new Map<number | bigint, string>();

  /** Rows of which `seriesOf` is the same object have the same values in columns of the series. */
  constructor(columns: readonly FocusColumn<Row>[], seriesOf: (row: Row) => object | null) {
    this.header = columns.map(({ name }) => name).join(",") + LINE_END;
    this.#columns = columns;
    this.#own = columns.filter(({ isOfSeries }) => !isOfSeries);
    this.#seriesOf = seriesOf;
  }

  line(row: Row): string {
    const template = this.#templateOf(row);
    let text = template[0] ?? "";
    let place = 1;
    for (const column of this.#own) text += this.#field(column, column.value(row)) + (template[place++] ?? "");
    return text;
  }

  #templateOf(row: Row): Template {
    const series = this.#seriesOf(row);
    const known = series && this.#templates.get(series);
    if (known) return known;
    const pieces = [""];
    for (const [index, column] of this.#columns.entries()) {
      const before = index === 0 ? "" : ",";
      const last = pieces.length - 1;
      pieces[last] += before;
      if (column.isOfSeries) pieces[last] += this.#field(column, column.value(row));
      else pieces.push("");
    }
    pieces[pieces.length - 1] += LINE_END;
    if (this.#templates.size >= SERIES_MAX) this.#templates.clear();
    if (series) this.#templates.set(series, pieces);
    return pieces;
  }

  #field({ type }: FocusColumn<Row>, value: FocusValue): string {
    if (value === null) return "";
    if (typeof value !== "string") return this.#text(value, type);
    return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  }

  #text(value: number | bigint, type: FocusType): string {
    const known = this.#texts.get(value);
    if (known !== undefined) return known;
    if (this.#texts.size >= TEXTS_MAX) this.#texts.clear();
    const text = formatted(value, type);
    this.#texts.set(value, text);
    return text;
  }
}

function formatted(value: number | bigint, type: FocusType): string {
  if (typeof value === "bigint") return formatFocusDecimal(value);
  return type === "Date/Time" ? formatFocusInstant(value) : String(value);
}
