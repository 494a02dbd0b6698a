"use client";

import { useState } from "react";
import { describeNoRecords, nameOfPeriod, periodBefore } from "@/components/periods/period-before";
import { type AskedBefore, useQuestionBefore } from "@/components/periods/use-question-before";
import { useRecordsFrom } from "@/components/periods/use-records-from";
import { useReport } from "@/components/shell/use-report";
import { t } from "@/lib/messages/translate";
import { beforeRange } from "./before-range";
import { describeBefore } from "./describe-before";
import { clockChange, withBefore } from "./period-rows";
import type { TimePlotData } from "./plot-types";

type Range = { from: string; to: string };

/** How a chart asks for the period before: its own question with another range. */
export type BeforeSource<T> = {
  ask: (range: Range) => AskedBefore<T>;
  /** Whether its buckets are days of the report zone, which are matched by date; else they are of equal length. */
  isByDate?: boolean;
};

type BeforeInput<T> = {
  source: BeforeSource<T> | undefined;
  /** What is drawn of this period, and of any answer. */
  own: TimePlotData | null;
  /** Whether it is the answer to what is asked now, not one that waits for it. */
  isCurrent: boolean;
  plot: (data: T) => TimePlotData;
  isStacked: boolean;
};

/** The period before a chart's, asked for while it is wanted, and what is said of it. */
export function useBefore<T>({ source, own, isCurrent, plot, isStacked }: BeforeInput<T>) {
  const { query, calendar, day, tz } = useReport();
  const [isWanted, setWanted] = useState(false);
  const recordsFrom = useRecordsFrom(isWanted);
  const span = own && { from: new Date(own.from).toISOString(), to: new Date(own.to).toISOString() };
  // Of a day or month that is not over all of the one before is drawn, and so it is named.
  const period = span && periodBefore(span, { calendar, tz });
  const range = own && period && beforeRange(own, period, source?.isByDate ?? false);
  const iso = range && { from: new Date(range.from).toISOString(), to: new Date(range.to).toISOString() };
  const why = iso && recordsFrom !== undefined ? describeNoRecords(iso, recordsFrom) : null;
  // A period that holds some records is drawn; from when on is said.
  const hasRecords = iso && typeof recordsFrom === "string" && Date.parse(recordsFrom) < Date.parse(iso.to);
  const isAsked = isWanted && source !== undefined && iso !== null && hasRecords;
  const { data: earlier, error } = useQuestionBefore(isAsked ? source.ask(iso) : null, isCurrent);
  const zone = source?.isByDate ? tz : null;
  const rows =
    isAsked && earlier !== undefined && own !== null && range !== null
      ? withBefore(own, plot(earlier), { ms: range.shift, zone }, isStacked)
      : null;
  // Days of a zone are matched by date, whatever clocks did; hours are not.
  const change = rows && own && range && zone === null ? clockChange(own, range, tz) : 0;
  return {
    isWanted,
    setWanted,
    name: span ? nameOfPeriod(span, { query, calendar, day, tz }) : t("the period before"),
    rows,
    note: isWanted && iso ? describeBefore({ why, error, range: iso, zone: tz, rows, clockChange: change }) : null,
  };
}
