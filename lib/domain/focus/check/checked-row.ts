import { type FocusDecimal, parseFocusDecimal } from "../focus-decimal";
import { parseFocusInstant } from "../focus-instant";

/** Says what is wrong with a column of the row being checked. */
export type Complain = (column: string, problem: string) => void;

/** One row of a file by the names of its columns; a column that the file does not have is null. */
export class CheckedRow {
  readonly #places: ReadonlyMap<string, number>;
  readonly #values: readonly (string | null)[];

  constructor(places: ReadonlyMap<string, number>, values: readonly (string | null)[]) {
    this.#places = places;
    this.#values = values;
  }

  has(name: string): boolean {
    return this.#places.has(name);
  }

  get(name: string): string | null {
    const place = this.#places.get(name);
    return place === undefined ? null : (this.#values[place] ?? null);
  }

  decimal(name: string): FocusDecimal | null {
    const text = this.get(name);
    return text === null ? null : parseFocusDecimal(text);
  }

  instant(name: string): number | null {
    const text = this.get(name);
    return text === null ? null : parseFocusInstant(text);
  }
}
