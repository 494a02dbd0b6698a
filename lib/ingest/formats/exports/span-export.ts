import { AppError } from "@/lib/contract/error";
import type { Entry, Format } from "../entry";
import { openTraces } from "../otlp/open-traces";
import type { BrokenSpan, Span } from "../otlp/read-spans";
import { readItems } from "../read-payload";

/** What a row of an export has: a span, something that cannot be one, or something that is no call for sure. */
export type RowSpan = Span | BrokenSpan | { ignored: string };

/**
 * A format whose rows hold spans, of which each call is counted once by what lies within what. Of a file read in parts, what
 * earlier parts held is remembered.
 */
export function spanExport(input: {
  name: string;
  title: string;
  spansOf: (row: unknown) => readonly RowSpan[];
}): Format {
  const { name, title, spansOf } = input;
  const open = () => {
    const settle = openTraces();
    return ({ text }: { text: string }) => entriesOf(readRows(text, spansOf), settle);
  };
  return { name, title, read: (payload) => open()(payload), open };
}

type PlacedSpan = { place: number; span: RowSpan };

function readRows(text: string, spansOf: (row: unknown) => readonly RowSpan[]): PlacedSpan[] {
  return readItems(text).flatMap((item, place) => {
    const spans = "broken" in item ? [item] : spansOfRow(item.value, spansOf);
    return spans.map((span) => ({ place, span }));
  });
}

/** A row that is so odd that reading it fails costs none of the others. */
function spansOfRow(row: unknown, spansOf: (row: unknown) => readonly RowSpan[]): readonly RowSpan[] {
  try {
    return spansOf(row);
  } catch (error) {
    if (error instanceof AppError && error.code === "TOO_LARGE") throw error;
    return [{ broken: "Cannot be read" }];
  }
}

function entriesOf(rows: readonly PlacedSpan[], settle: ReturnType<typeof openTraces>): Entry[] {
  const read = rows.flatMap(({ span, place }) => ("ignored" in span ? [] : [{ span, place }]));
  const settled = settle(read.map(({ span }) => span));
  const placed = settled.map((entry, index): Entry => {
    const place = read[index]?.place;
    return place === undefined ? entry : { ...entry, place };
  });
  const ignored = rows.flatMap(({ span, place }): Entry[] =>
    "ignored" in span ? [{ ignored: span.ignored, place }] : [],
  );
  // Revisions of what earlier parts of a file told stand behind all rows.
  const last = rows.length;
  return [...placed, ...ignored].toSorted((a, b) => (a.place ?? last) - (b.place ?? last));
}
