import type { FocusColumn } from "./focus-column";
import { fieldOf } from "./focus-field";
import { Utf8Text } from "./utf8-text";

const TEMPLATES_MAX = 10_000;
const LINE_END = "\r\n";

/** Whose a row is: one object for all rows of a series, and the instant its billing period begins at. */
export type SharedBy<Row> = { seriesOf: (row: Row) => object; periodOf: (row: Row) => number };

/**
 * What the rows of a series have in common within a billing period: the bytes before, between and after the values of
 * their own.
 *
 * All of them stand in one text: as objects of their own, row after row would wait for the memory that each lies in.
 */
export class RowTemplates<Row> {
  readonly text = new Utf8Text();
  readonly #columns: readonly FocusColumn<Row>[];
  readonly #sharedBy: SharedBy<Row>;
  /** Of each template: where its first piece begins, and where each of its pieces ends. */
  readonly #places: Int32Array;
  readonly #width: number;
  readonly #periods = new Float64Array(TEMPLATES_MAX);
  readonly #numbers = new Map<object, number>();
  #made = 0;

  constructor(columns: readonly FocusColumn<Row>[], sharedBy: SharedBy<Row>) {
    this.#columns = columns;
    this.#sharedBy = sharedBy;
    this.#width = columns.filter(({ isShared }) => !isShared).length + 2;
    this.#places = new Int32Array(TEMPLATES_MAX * this.#width);
  }

  /** Where the pieces of templates begin and end in the text. */
  get places(): Int32Array {
    return this.#places;
  }

  /** From where on the places of a row's template stand. */
  find(row: Row): number {
    const series = this.#sharedBy.seriesOf(row);
    const period = this.#sharedBy.periodOf(row);
    const known = this.#numbers.get(series);
    if (known !== undefined && this.#periods[known] === period) return known * this.#width;
    if (this.#made === TEMPLATES_MAX) this.#forget();
    const number = this.#made++;
    this.#numbers.set(series, number);
    this.#periods[number] = period;
    this.#write(row, number * this.#width);
    return number * this.#width;
  }

  #write(row: Row, at: number): void {
    let place = at;
    let piece = "";
    this.#places[place++] = this.text.length;
    const end = () => {
      this.text.addText(piece);
      this.#places[place++] = this.text.length;
      piece = "";
    };
    for (const [index, { isShared, type, value }] of this.#columns.entries()) {
      if (index > 0) piece += ",";
      if (isShared) piece += fieldOf(type, value(row));
      else end();
    }
    piece += LINE_END;
    end();
  }

  #forget(): void {
    this.#numbers.clear();
    this.text.endAt(0);
    this.#made = 0;
  }
}
