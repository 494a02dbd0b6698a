"use client";

import { IconCalendar } from "@tabler/icons-react";
import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import { Segmented } from "@/components/ui/segmented";
import { CALENDAR_WINDOWS, DAY_WINDOWS } from "@/lib/domain/time/calendar-window";
import { WINDOW_NAMES, windowLengthMs } from "@/lib/domain/time/time-window";
import { DAY_MS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import { CustomRangeForm } from "./custom-range-form";
import { RANGE_LABELS } from "./range-labels";
import { useReport } from "./use-report";
import { toLocalInput } from "./zoned-time";

const HOURS = WINDOW_NAMES.filter((name) => windowLengthMs(name) <= DAY_MS);
const RANGES = [...HOURS, ...DAY_WINDOWS, ...WINDOW_NAMES.filter((name) => windowLengthMs(name) > DAY_MS)];

/** The named windows, days and months, and a range of one's own in the report zone. */
export function RangePicker({ months }: { months: boolean }) {
  const { query, tz, day, calendar, change } = useReport();
  const { from, to } = query;
  const local = (iso: string) => toLocalInput(Date.parse(iso), tz).replace("T", " ");
  const chosen = day ?? (months ? calendar : null);
  const options = months ? [...RANGES, ...CALENDAR_WINDOWS] : RANGES;
  return (
    <>
      <Segmented
        label={t("Time range")}
        options={options.map((value) => ({ value, label: RANGE_LABELS[value] }))}
        value={query.window ?? chosen}
        onChange={(window) => change({ window, from: null, to: null })}
      />
      <Popover
        label={t("Custom range")}
        width={250}
        trigger={(tie) => (
          <Button
            variant={from && !chosen ? "light" : "default"}
            leftSection={<IconCalendar size={14} aria-hidden />}
            {...tie}
          >
            {from && to && !chosen ? `${local(from)} – ${local(to)}` : t("Custom")}
          </Button>
        )}
      >
        {(close) => <CustomRangeForm onDone={close} />}
      </Popover>
    </>
  );
}
