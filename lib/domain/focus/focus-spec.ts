import { COST_AND_USAGE_1_2, COST_AND_USAGE_1_4 } from "./spec-cost-and-usage";
import { BILLING_PERIOD_1_4, INVOICE_DETAIL_1_4 } from "./spec-invoices";
import type { FocusDataset, FocusVersion, SpecColumn } from "./spec-types";

const NONE: ReadonlyMap<string, SpecColumn> = new Map();
const byName = (columns: readonly SpecColumn[]) => new Map(columns.map((column) => [column.name, column]));

const SPECS: Readonly<Record<FocusVersion, Readonly<Record<FocusDataset, ReadonlyMap<string, SpecColumn>>>>> = {
  "1.2": { cost_and_usage: byName(COST_AND_USAGE_1_2), invoice_detail: NONE, billing_period: NONE },
  "1.4": {
    cost_and_usage: byName(COST_AND_USAGE_1_4),
    invoice_detail: byName(INVOICE_DETAIL_1_4),
    billing_period: byName(BILLING_PERIOD_1_4),
  },
};

/** The columns of a dataset by name, as the specification of that version has them; none where it has no such dataset. */
export function specOf(dataset: FocusDataset, version: FocusVersion): ReadonlyMap<string, SpecColumn> {
  return SPECS[version][dataset];
}

/** Whether a version of the specification has a dataset. */
export function hasDataset(version: FocusVersion, dataset: FocusDataset): boolean {
  return specOf(dataset, version).size > 0;
}
