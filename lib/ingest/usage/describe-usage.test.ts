import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { describeUsage } from "./describe-usage";

const PAGE = join(import.meta.dirname, "../../../docs/integrations.md");
const SECTION = /(<!-- generated: usage -->)[\s\S]*?(<!-- end -->)/;

/** With vitest's -u the page is written anew, as snapshots are. */
test("docs/integrations.md has the tables that the code reads usage by", () => {
  const page = readFileSync(PAGE, "utf8");
  const generated = page.replace(
    SECTION,
    (_, start: string, end: string) => `${start}\n\n${describeUsage()}\n\n${end}`,
  );
  const isUpdate = expect.getState().snapshotState.snapshotUpdateState === "all";
  if (isUpdate) writeFileSync(PAGE, generated);

  expect(SECTION.test(page)).toBe(true);
  if (!isUpdate) expect(page).toBe(generated);
});
