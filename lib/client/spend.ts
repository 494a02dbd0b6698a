import type { SpendGroup } from "@/lib/domain/pricing/spend-groups";
import type { Interval } from "@/lib/domain/time/time-window";
import { type Live, type ReadQuery, readOptions } from "./read-options";
import { searchParams } from "./search-params";

export type SpendQuery = ReadQuery & {
  group_by?: readonly SpendGroup[] | undefined;
  interval?: Interval | undefined;
  tz?: string | undefined;
};

const PATH = "/api/v1/spend";

/** Spend by groups and intervals of a zone; no groups at all is one row per interval. */
export function spendOptions(query: SpendQuery, live?: Live) {
  return readOptions(PATH, spendParams(query), loadSpendSchema, live);
}

/** Where the same spend is downloaded as CSV. */
export function spendCsvHref(query: SpendQuery): string {
  return `${PATH}?${searchParams({ ...spendParams(query), format: "csv" })}`;
}

/** The order of groups is that of the columns, so they travel as one text. */
export function spendParams({ group_by, ...query }: SpendQuery) {
  return { ...query, group_by: group_by?.join(",") };
}

const loadSpendSchema = () => import("@/lib/contract/spend").then((contract) => contract.spendSchema);
