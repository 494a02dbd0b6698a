import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { focusColumns } from "@/lib/domain/focus/focus-columns";
import { hasDataset, specOf } from "@/lib/domain/focus/focus-spec";
import { FOCUS_DATASETS, FOCUS_VERSIONS, type FocusDataset } from "@/lib/domain/focus/spec-types";

const page = readFileSync(join(import.meta.dirname, "../../docs/exports.md"), "utf8");

/** The table of a dataset's columns, as the page has it. */
function tableOf(dataset: FocusDataset): string {
  const versions = FOCUS_VERSIONS.filter((version) => hasDataset(version, dataset));
  const columns = versions.flatMap((version) => focusColumns(dataset, version));
  const names = [...new Set(columns.map(({ name }) => name))];
  const order = (name: string) => `${name.startsWith("x_") ? 1 : 0}${name}`;
  const rows = names
    .sort((a, b) => (order(a) < order(b) ? -1 : 1))
    .map((name) => {
      const column = columns.find((each) => each.name === name);
      const spec = versions.map((version) => specOf(dataset, version).get(name)).find((each) => each !== undefined);
      const own = versions.filter((version) => focusColumns(dataset, version).some((each) => each.name === name));
      return `| ${name} | ${column?.type} | ${spec?.level ?? "own"} | ${own.join(", ")} | ${column?.how} |`;
    });
  return ["| column | type | level | FOCUS | how it is filled |", "| --- | --- | --- | --- | --- |", ...rows].join(
    "\n",
  );
}

test.each(FOCUS_DATASETS)("the page lists the columns of %s as files have them", (dataset) => {
  expect(page).toContain(tableOf(dataset));
});
