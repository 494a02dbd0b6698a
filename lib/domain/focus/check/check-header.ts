import { specOf } from "../focus-spec";
import { FOCUS_DATASETS, FOCUS_VERSIONS, type FocusDataset, type FocusVersion } from "../spec-types";

export type FocusKind = { dataset: FocusDataset; version: FocusVersion };

/** What marks a file, from the most telling column on. */
const MARKS: readonly [string, FocusKind][] = [
  ["InvoiceDetailGrain", { dataset: "invoice_detail", version: "1.4" }],
  ["BillingPeriodStatus", { dataset: "billing_period", version: "1.4" }],
  ["ServiceProviderName", { dataset: "cost_and_usage", version: "1.4" }],
  ["ProviderName", { dataset: "cost_and_usage", version: "1.2" }],
];

/** Which dataset of which version a file is, by its columns; null of none. */
export function kindOfHeader(names: readonly string[]): FocusKind | null {
  return MARKS.find(([mark]) => names.includes(mark))?.[1] ?? null;
}

/** What is wrong with the columns of a file, each as a sentence: missing, doubled, unknown, or out of order. */
export function headerProblems(names: readonly string[], { dataset, version }: FocusKind): string[] {
  const spec = specOf(dataset, version);
  const missing = [...spec.values()].filter(({ level, name }) => level === "Mandatory" && !names.includes(name));
  const doubled = names.filter((name, index) => names.indexOf(name) < index);
  const unknown = names.filter((name) => !spec.has(name) && !name.startsWith("x_"));
  const firstOwn = names.findIndex((name) => name.startsWith("x_"));
  const late = firstOwn < 0 ? [] : names.slice(firstOwn).filter((name) => spec.has(name));
  return [
    ...missing.map(({ name }) => `${name} is mandatory and missing`),
    ...doubled.map((name) => `${name} is there twice`),
    ...unknown.map((name) => `${name} is no column of ${dataset} in FOCUS ${version}, and does not begin with x_`),
    ...late.map((name) => `${name} must stand before the columns that begin with x_`),
  ];
}

export function isFocusDataset(text: string): text is FocusDataset {
  return FOCUS_DATASETS.some((dataset) => dataset === text);
}

export function isFocusVersion(text: string): text is FocusVersion {
  return FOCUS_VERSIONS.some((version) => version === text);
}
