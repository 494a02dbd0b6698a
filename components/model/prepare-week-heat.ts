import type { HeatCell } from "@/components/charts/heat-map";
import { type HeatStep, heatSteps } from "@/components/charts/heat-scale";
import type { ChartTable } from "@/components/ui/csv";
import type { Series } from "@/lib/contract/series";
import { formatCount, formatPercent } from "@/lib/domain/format";
import { zoneOffsetMs } from "@/lib/domain/time/time-zone";
import { message, t } from "@/lib/messages/translate";

const WEEKDAYS = [
  message("Mon"),
  message("Tue"),
  message("Wed"),
  message("Thu"),
  message("Fri"),
  message("Sat"),
  message("Sun"),
];
const HOURS_PER_CELL = 3;
const COLUMNS = 24 / HOURS_PER_CELL;

type WeekHeat = {
  columns: string[];
  rows: { key: string; label: string; cells: HeatCell[] }[];
  steps: HeatStep[];
  table: ChartTable;
};

/**
 * The error rate of each weekday and three hours of the day, in the zone, from an hourly series.
 *
 * Failures are added up and divided by the judged attempts, so a busy hour weighs what it should; rates are never
 * averaged. An hour belongs to the local hour it begins in.
 */
export function prepareWeekHeat(series: Series, zone: string): WeekHeat {
  const failed = new Array<number>(7 * COLUMNS).fill(0);
  const judged = new Array<number>(7 * COLUMNS).fill(0);
  for (const point of series.series[0]?.points ?? []) {
    if (!("value" in point) || point.value === null) continue;
    const cell = cellOf(Date.parse(point.at), zone);
    failed[cell] = (failed[cell] ?? 0) + Number(point.value) * point.n;
    judged[cell] = (judged[cell] ?? 0) + point.n;
  }
  const rates = judged.map((n, cell) => (n === 0 ? null : (failed[cell] ?? 0) / n));
  const columns = Array.from({ length: COLUMNS }, (_, index) => `${twoDigits(index * HOURS_PER_CELL)}:00`);
  const days = WEEKDAYS.map((day) => t(day));
  const rows = days.map((day, row) => ({
    key: day,
    label: day,
    cells: columns.map((hour, column): HeatCell => {
      const cell = row * COLUMNS + column;
      const value = rates[cell] ?? null;
      const n = judged[cell] ?? 0;
      return {
        value,
        text: formatPercent(value, 1),
        title: t("{day} from {hour}: {value}, n {n}", { day, hour, value: formatPercent(value), n: formatCount(n) }),
      };
    }),
  }));
  return {
    columns,
    rows,
    steps: heatSteps(
      rates.filter((rate) => rate !== null),
      formatPercent,
    ),
    table: {
      columns: [
        { label: t("Weekday") },
        ...columns.map((label) => ({
          label: t("{label} (share)", { label }),
          format: (value: string | number | null) => formatPercent(typeof value === "number" ? value : null),
        })),
      ],
      rows: days.map((day, row) => [day, ...rates.slice(row * COLUMNS, (row + 1) * COLUMNS)]),
    },
  };
}

function cellOf(at: number, zone: string): number {
  const local = new Date(at + zoneOffsetMs(at, zone));
  return ((local.getUTCDay() + 6) % 7) * COLUMNS + Math.floor(local.getUTCHours() / HOURS_PER_CELL);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
