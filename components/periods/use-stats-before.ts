"use client";

import type { ReportQuery } from "@/components/shell/report-params";
import { useReport } from "@/components/shell/use-report";
import { readOptions } from "@/lib/client/read-options";
import type { StatsModels, TotalStats } from "@/lib/contract/stats";
import { t } from "@/lib/messages/translate";
import { describeNoAnswer } from "./describe-no-answer";
import { describeNoRecords, nameOfPeriod, periodBefore } from "./period-before";
import { statsBeforeQuery } from "./stats-before-query";
import { useQuestionBefore } from "./use-question-before";
import { useRecordsFrom } from "./use-records-from";

export type StatsBefore = {
  /** The numbers of the period before; null where they are no measure, or not known yet. */
  total: TotalStats | null;
  /** "the 7 days before". */
  period: string;
  /** Why there is nothing to compare with. */
  why: string | null;
};

/** The numbers of a window, and whether they are of what was asked before. */
type Compared = { data: Pick<StatsModels, "from" | "to" | "as_of">; isPlaceholderData: boolean };

/** The numbers of the period before a window's, under the same filters, asked for once those of the window are there. */
export function useStatsBefore(query: ReportQuery, { data, isPlaceholderData }: Compared): StatsBefore {
  const { calendar, day, tz } = useReport();
  const recordsFrom = useRecordsFrom();
  const before = periodBefore(data, { calendar, tz });
  const why = recordsFrom === undefined ? null : describeNoRecords(before, recordsFrom);
  const isAsked = recordsFrom !== undefined && why === null;
  const question = readOptions("/api/v1/stats/models", statsBeforeQuery(data, { query, calendar, tz }));
  const { data: earlier, error } = useQuestionBefore<StatsModels>(isAsked ? question : null, !isPlaceholderData);
  return {
    total: earlier && earlier.total.attempts > 0 ? earlier.total : null,
    period: nameOfPeriod(data, { query, calendar, day, tz }),
    why: why ?? (error && earlier === undefined ? describeNoAnswer(error) : noAttempts(earlier)),
  };
}

function noAttempts(data: StatsModels | undefined): string | null {
  return data?.total.attempts === 0 ? t("No attempts in the period before") : null;
}
