import { type Message, message, t } from "@/lib/messages/translate";
import { DAY_MS } from "../time/units";

/** The days of a region's public holidays, in the years that were published. */
export type HolidayList = {
  title: Message;
  /** Where the dates come from. */
  source: string;
  /** First and last day of each holiday, by year. A year that is not here is unknown, not without holidays. */
  years: Readonly<Record<number, readonly (readonly [first: string, last: string])[]>>;
};

export const HOLIDAY_LISTS = {
  "cn-public-holidays": {
    title: message("Chinese public holidays"),
    source: "General Office of the State Council, notice of 4 November 2025 on the holidays of 2026",
    years: {
      2026: [
        ["2026-01-01", "2026-01-03"],
        ["2026-02-15", "2026-02-23"],
        ["2026-04-04", "2026-04-06"],
        ["2026-05-01", "2026-05-05"],
        ["2026-06-19", "2026-06-21"],
        ["2026-09-25", "2026-09-27"],
        ["2026-10-01", "2026-10-07"],
      ],
    },
  },
} as const satisfies Record<string, HolidayList>;

export type HolidayListName = keyof typeof HOLIDAY_LISTS;

const LISTS: Record<HolidayListName, HolidayList> = HOLIDAY_LISTS;

export function isHolidayListName(name: string): name is HolidayListName {
  return Object.hasOwn(HOLIDAY_LISTS, name);
}

/** The years that a list has dates of, ascending. */
export function holidayYears(name: HolidayListName): number[] {
  return Object.keys(LISTS[name].years).map(Number);
}

/** The lists that there are, as they are shown. */
export function describeHolidayLists() {
  return Object.entries(HOLIDAY_LISTS).map(([name, { title, source, years }]) => {
    return { name, title: t(title), source, years: Object.keys(years).map(Number) };
  });
}

/** Every holiday of a list as its number of days since 1970. */
export function holidayDays(name: HolidayListName): ReadonlySet<number> {
  const days = new Set<number>();
  for (const [first, last] of Object.values(LISTS[name].years).flat()) {
    for (let ms = Date.parse(first); ms <= Date.parse(last); ms += DAY_MS) days.add(ms / DAY_MS);
  }
  return days;
}
