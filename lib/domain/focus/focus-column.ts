import type { FocusDecimal } from "./focus-decimal";
import type { FocusType } from "./spec-types";

/** Text, JSON text, an amount or a quantity, a whole number or an instant in epoch ms, by the type of its column; null is truly none. */
export type FocusValue = string | FocusDecimal | number | null;

/** A column of a file: what the file says, and how it comes by it. */
export type FocusColumn<Row> = {
  name: string;
  type: FocusType;
  /** Whether it is the same in all rows of one series and one billing period. */
  isShared: boolean;
  value: (row: Row) => FocusValue;
  /** For the documentation. */
  how: string;
};

/** What a column is derived by; its type is the specification's, except of our own columns. */
export type Derivation<Row> = Pick<FocusColumn<Row>, "isShared" | "value" | "how">;
