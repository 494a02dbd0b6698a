import { expect, test } from "vitest";
import { statsQuerySchema } from "./stats";
import { uptimeQuerySchema } from "./uptime";

const refusedField = (query: Record<string, string>) =>
  statsQuerySchema.safeParse(query).error?.issues.map((issue) => issue.path.join("."));

test.each([
  [{ window: "1h", from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z" }, "window"],
  [{ from: "2026-03-01T00:00:00Z" }, "to"],
  [{ to: "2026-03-01T00:00:00Z" }, "from"],
  [{ from: "2026-03-01T00:00:00Z", to: "2026-03-01T00:00:00Z" }, "to"],
  [{ from: "2026-03-01T00:00:00Z", to: "2027-05-01T00:00:00Z" }, "from"],
  [{ from: "0000-01-01T00:00:00Z", to: "0000-01-02T00:00:00Z" }, "from"],
  [{ from: "9999-12-31T00:00:00Z", to: "9999-12-31T23:59:59-23:00" }, "to"],
])("the window %o is refused by the name of its field", (query, field) => {
  expect(refusedField(query)).toEqual([field]);
});

test("a day's zone is one of the IANA's names; an offset is none, because it has no history", () => {
  expect(uptimeQuerySchema.safeParse({ tz: "Asia/Kolkata" }).success).toBe(true);
  for (const tz of ["+05:30", "Mars/Base", ""]) expect(uptimeQuerySchema.safeParse({ tz }).success).toBe(false);
});
