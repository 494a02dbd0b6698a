import type { SpendGroup } from "@/lib/domain/report-dimensions";
import { type Live, readOptions } from "./read-options";
import type { ReadInput } from "./read-types";
import { searchParams } from "./search-params";

const PATH = "/api/v1/spend";

export type SpendQuery = Omit<ReadInput<typeof PATH>, "group_by"> & {
  group_by?: readonly SpendGroup[] | undefined;
};

/** Spend by groups and intervals of a zone; no groups at all is one row per interval. */
export function spendOptions(query: SpendQuery, live?: Live) {
  return readOptions(PATH, spendParams(query), live);
}

/** Where the same spend is downloaded as CSV. */
export function spendCsvHref(query: SpendQuery): string {
  return `${PATH}?${searchParams({ ...spendParams(query), format: "csv" })}`;
}

/** The order of groups is that of the columns, so they travel as one text. */
export function spendParams({ group_by, ...query }: SpendQuery) {
  return { ...query, group_by: group_by?.join(",") };
}
