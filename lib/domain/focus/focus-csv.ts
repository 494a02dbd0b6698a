import { copyBytes } from "./copy-bytes";
import type { FocusColumn } from "./focus-column";
import { ofWhole } from "./focus-decimal";
import { fieldOf } from "./focus-field";
import { RowDecimals } from "./row-decimals";
import { RowTemplates, type SharedBy } from "./row-templates";
import { Utf8Text } from "./utf8-text";
import { DECIMAL_TEXT_BYTES, writeCount } from "./write-decimal";

/** An instant as the row before had it in the same column: the rows around a row have the same. */
type Instant = { epochMs: number; text: Utf8Text };

/**
 * Writes rows as RFC 4180 text in UTF-8, after a header: CRLF, null an empty field without quotes, and values as they are.
 *
 * Nothing is put before what a spreadsheet would run as a formula: FOCUS does not let a file change a tag or a name. What
 * rows of one series have in common is written once for all of them, and copied.
 */
export class FocusCsv<Row> {
  readonly #text = new Utf8Text();
  readonly #own: readonly FocusColumn<Row>[];
  readonly #ownBytes: number;
  readonly #templates: RowTemplates<Row>;
  readonly #instants: readonly Instant[];
  readonly #decimals = new RowDecimals();

  constructor(columns: readonly FocusColumn<Row>[], sharedBy: SharedBy<Row>) {
    this.#own = columns.filter(({ isShared }) => !isShared);
    this.#ownBytes = this.#own.length * DECIMAL_TEXT_BYTES;
    this.#templates = new RowTemplates(columns, sharedBy);
    this.#instants = this.#own.map(() => ({ epochMs: Number.NaN, text: new Utf8Text() }));
    this.#text.addText(`${columns.map(({ name }) => name).join(",")}\r\n`);
  }

  /** How many bytes there are to take. */
  get length(): number {
    return this.#text.length;
  }

  /** Written as one loop over one array, because a file may have millions of rows. */
  add(row: Row): void {
    const [text, own, templates, decimals] = [this.#text, this.#own, this.#templates, this.#decimals];
    const first = templates.find(row);
    const { places } = templates;
    const shared = templates.text.view;
    let start = places[first] ?? 0;
    // Enough for all but texts, which make more.
    const most = (places[first + own.length + 1] ?? 0) - start + this.#ownBytes;
    text.makeRoom(most);
    let { bytes, view } = text;
    let at = text.length;
    decimals.forget();
    for (let place = 0; place <= own.length; place++) {
      const end = places[first + place + 1] ?? 0;
      at = copyBytes(view, at, shared, start, end);
      start = end;
      const column = own[place];
      const value = column ? column.value(row) : null;
      if (value === null) continue;
      if (typeof value === "bigint") at = decimals.write(bytes, at, value);
      else if (typeof value === "string") {
        text.endAt(at);
        text.addText(fieldOf("String", value));
        text.makeRoom(most);
        ({ bytes, view } = text);
        at = text.length;
      } else if (column?.type === "Date/Time") {
        const instant = this.#instant(place, value);
        at = copyBytes(view, at, instant.view, 0, instant.length);
      } else if (value >= 0) at = writeCount(bytes, at, value);
      else at = decimals.write(bytes, at, ofWhole(value));
    }
    text.endAt(at);
  }

  /** What was written since it was last taken. */
  take(): Uint8Array<ArrayBuffer> {
    return this.#text.take();
  }

  #instant(place: number, epochMs: number): Utf8Text {
    const instant = this.#instants[place] ?? { epochMs: Number.NaN, text: new Utf8Text() };
    if (instant.epochMs !== epochMs) {
      instant.epochMs = epochMs;
      instant.text.endAt(0);
      instant.text.addText(fieldOf("Date/Time", epochMs));
    }
    return instant.text;
  }
}
