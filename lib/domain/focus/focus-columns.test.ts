import { expect, test } from "vitest";
import { focusColumns } from "./focus-columns";
import { hasDataset, specOf } from "./focus-spec";
import { FOCUS_DATASETS, FOCUS_VERSIONS } from "./spec-types";

const KINDS = FOCUS_VERSIONS.flatMap((version) =>
  FOCUS_DATASETS.filter((dataset) => hasDataset(version, dataset)).map((dataset) => ({ dataset, version })),
);

test.each(KINDS)(
  "$dataset of $version has every mandatory column, in the type of the specification",
  ({ dataset, version }) => {
    const columns = focusColumns(dataset, version);
    const spec = specOf(dataset, version);
    const names = columns.map(({ name }) => name);
    const mandatory = [...spec.values()].filter(({ level }) => level === "Mandatory").map(({ name }) => name);

    expect(mandatory.filter((name) => !names.includes(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, type } of columns) if (!name.startsWith("x_")) expect(type).toBe(spec.get(name)?.type);
  },
);

test("both versions of Cost and Usage have 21 mandatory columns", () => {
  for (const version of FOCUS_VERSIONS) {
    const columns = [...specOf("cost_and_usage", version).values()];
    expect(columns.filter(({ level }) => level === "Mandatory")).toHaveLength(21);
  }
  expect(specOf("cost_and_usage", "1.2").size).toBe(57);
});
