"use client";

import { IconCalendar } from "@tabler/icons-react";
import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import { Segmented } from "@/components/ui/segmented";
import { CALENDAR_WINDOWS } from "@/lib/domain/time/calendar-window";
import { WINDOW_NAMES } from "@/lib/domain/time/time-window";
import { t } from "@/lib/messages/translate";
import { CustomRangeForm } from "./custom-range-form";
import { RANGE_LABELS } from "./range-labels";
import { useReport } from "./use-report";
import { toLocalInput } from "./zoned-time";

/** The named windows, and a range of one's own in the report zone. */
export function RangePicker({ months }: { months: boolean }) {
  const { query, tz, calendar, change } = useReport();
  const { from, to } = query;
  const local = (iso: string) => toLocalInput(Date.parse(iso), tz).replace("T", " ");
  const chosen = months ? calendar : null;
  const options = months ? [...WINDOW_NAMES, ...CALENDAR_WINDOWS] : WINDOW_NAMES;
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
