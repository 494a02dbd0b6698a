export const FOCUS_VERSIONS = ["1.4", "1.2"] as const;
export type FocusVersion = (typeof FOCUS_VERSIONS)[number];
export const FOCUS_DATASETS = ["cost_and_usage", "invoice_detail", "billing_period"] as const;
export type FocusDataset = (typeof FOCUS_DATASETS)[number];

export type FocusType = "String" | "Decimal" | "Date/Time" | "JSON";
export type FeatureLevel = "Mandatory" | "Conditional" | "Recommended";

/** A column as the specification has it. */
export type SpecColumn = {
  name: string;
  type: FocusType;
  level: FeatureLevel;
  allowsNulls: boolean;
};

/** Columns of one level, "?" after those that may be null. */
export function specColumns(level: FeatureLevel, type: FocusType, names: string): SpecColumn[] {
  return names
    .split(/\s+/)
    .filter((name) => name !== "")
    .map((name) => ({ name: name.replace("?", ""), type, level, allowsNulls: name.endsWith("?") }));
}
