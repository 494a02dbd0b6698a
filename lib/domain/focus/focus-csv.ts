import type { FocusColumn, FocusValue } from "./focus-column";
import { ofWhole } from "./focus-decimal";
import { formatFocusInstant } from "./focus-instant";
import type { FocusType } from "./spec-types";
import { Utf8Text } from "./utf8-text";

const TEMPLATES_MAX = 10_000;
const INSTANTS_MAX = 1_000;
const LINE_END = "\r\n";

/** Whose a row is: one object for all rows of a series, and the instant its billing period begins at. */
export type SharedBy<Row> = { seriesOf: (row: Row) => object; periodOf: (row: Row) => number };

/** The bytes before, between and after the values of their own that rows of a series have within a billing period. */
type Template = { period: number; pieces: readonly Uint8Array[] };

/**
 * Writes rows as RFC 4180 text in UTF-8, after a header: CRLF, null an empty field without quotes, and values as they are.
 *
 * Nothing is put before what a spreadsheet would run as a formula: FOCUS does not let a file change a tag or a name. What
 * rows of one series have in common is written once for all of them, and copied.
 */
export class FocusCsv<Row> {
  readonly #text = new Utf8Text();
  readonly #columns: readonly FocusColumn<Row>[];
  readonly #own: readonly FocusColumn<Row>[];
  readonly #sharedBy: SharedBy<Row>;
  readonly #templates = new Map<object, Template>();
  readonly #instants = new Map<number, Uint8Array>();

  constructor(columns: readonly FocusColumn<Row>[], sharedBy: SharedBy<Row>) {
    this.#columns = columns;
    this.#own = columns.filter(({ isShared }) => !isShared);
    this.#sharedBy = sharedBy;
    this.#text.addText(columns.map(({ name }) => name).join(",") + LINE_END);
  }

  /** How many bytes there are to take. */
  get length(): number {
    return this.#text.length;
  }

  add(row: Row): void {
    const { pieces } = this.#templateOf(row);
    const [text, own] = [this.#text, this.#own];
    for (let place = 0; place < pieces.length; place++) {
      const [piece, column] = [pieces[place], own[place]];
      if (piece) text.add(piece);
      if (column) this.#addField(text, column.type, column.value(row));
    }
  }

  /** What was written since it was last taken. */
  take(): Uint8Array<ArrayBuffer> {
    return this.#text.take();
  }

  #templateOf(row: Row): Template {
    const series = this.#sharedBy.seriesOf(row);
    const period = this.#sharedBy.periodOf(row);
    const known = this.#templates.get(series);
    if (known?.period === period) return known;
    const template = { period, pieces: this.#piecesOf(row) };
    if (this.#templates.size >= TEMPLATES_MAX) this.#templates.clear();
    this.#templates.set(series, template);
    return template;
  }

  #piecesOf(row: Row): Uint8Array[] {
    const text = new Utf8Text();
    const ends: number[] = [];
    for (const [index, { isShared, type, value }] of this.#columns.entries()) {
      if (index > 0) text.addText(",");
      if (isShared) this.#addField(text, type, value(row));
      else ends.push(text.length);
    }
    text.addText(LINE_END);
    const bytes = text.take();
    return [...ends, bytes.length].map((end, place) => bytes.subarray(ends[place - 1] ?? 0, end));
  }

  #addField(text: Utf8Text, type: FocusType, value: FocusValue): void {
    if (value === null) return;
    if (typeof value === "bigint") text.addDecimal(value);
    else if (typeof value === "string") text.addText(quoted(value));
    else if (type === "Date/Time") text.add(this.#instant(value));
    else if (value >= 0) text.addCount(value);
    else text.addDecimal(ofWhole(value));
  }

  /** A row has each instant several times, and so have the rows around it. */
  #instant(epochMs: number): Uint8Array {
    const known = this.#instants.get(epochMs);
    if (known) return known;
    if (this.#instants.size >= INSTANTS_MAX) this.#instants.clear();
    const text = new Utf8Text();
    text.addText(formatFocusInstant(epochMs));
    const bytes = text.take();
    this.#instants.set(epochMs, bytes);
    return bytes;
  }
}

function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
