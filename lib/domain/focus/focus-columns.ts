import type { Charge } from "./charge";
import { CHARGE_COLUMNS, OWN_CHARGE_COLUMNS } from "./charge-columns";
import type { Derivation, FocusColumn } from "./focus-column";
import { billingPeriodOf } from "./focus-instant";
import { specOf } from "./focus-spec";
import { INVOICE_COLUMNS, type InvoiceLine, type IssuerMonth, MONTH_COLUMNS } from "./invoice-columns";
import type { SharedBy } from "./row-templates";
import type { FocusDataset, FocusVersion } from "./spec-types";

/** What a row of each dataset is made from. */
export type FocusRows = { cost_and_usage: Charge; invoice_detail: InvoiceLine; billing_period: IssuerMonth };

/**
 * The columns of a file in their order: the specification's by name, then our own. Headers, Parquet's schema and the
 * documentation are made from them.
 */
export function focusColumns<Dataset extends FocusDataset>(
  dataset: Dataset,
  version: FocusVersion,
): FocusColumn<FocusRows[Dataset]>[] {
  return COLUMNS[dataset](version);
}

const NO_SERIES = {};

/** Charges of a series have columns in common, other rows have not. */
export const FOCUS_SHARED_BY: SharedBy<FocusRows[FocusDataset]> = {
  seriesOf: (row) => ("series" in row ? row.series : NO_SERIES),
  periodOf: (row) => ("series" in row ? billingPeriodOf(row.fromMs).fromMs : 0),
};

const COLUMNS: { [Dataset in FocusDataset]: (version: FocusVersion) => FocusColumn<FocusRows[Dataset]>[] } = {
  cost_and_usage: (version) => [...derived("cost_and_usage", version, CHARGE_COLUMNS), ...OWN_CHARGE_COLUMNS],
  invoice_detail: (version) => derived("invoice_detail", version, INVOICE_COLUMNS),
  billing_period: (version) => derived("billing_period", version, MONTH_COLUMNS),
};

function derived<Row>(
  dataset: FocusDataset,
  version: FocusVersion,
  derivations: Readonly<Record<string, Derivation<Row>>>,
): FocusColumn<Row>[] {
  const spec = [...specOf(dataset, version).values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return spec.flatMap(({ name, type }) => {
    const derivation = derivations[name];
    return derivation ? { name, type, ...derivation } : [];
  });
}
