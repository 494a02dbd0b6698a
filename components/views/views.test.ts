import { expect, test } from "vitest";
import { describeViewOwner } from "@/components/shell/describe-view-owner";
import { loadReportParams, reportOf } from "@/components/shell/report-params";
import { SCREENS } from "@/components/shell/screens";
import { SCREEN_PATHS, screenAddress } from "@/lib/domain/views/screen-address";
import { describeView } from "./describe-view";
import { viewAddress } from "./view-address";

const NOW = new Date("2026-03-19T12:00:30Z");

function shown(pathname: string, search: string, { isFixed = false, zone = "Asia/Shanghai" } = {}): string {
  const report = reportOf(loadReportParams(search), { window: "30d", zone }, NOW);
  return viewAddress({ pathname, search, report, isFixed, now: NOW });
}

test("a view names the range and the zone that the screen had by default", () => {
  expect(shown("/spend", "?model=a&model=b&by=team")).toBe(
    "/spend?model=a&model=b&by=team&window=30d&tz=Asia%2FShanghai",
  );
});

test("a range that moves with the clock moves on, or stays where it was", () => {
  expect(shown("/sla", "?window=7d&live=false&tz=UTC")).toBe("/sla?live=false&tz=UTC&window=7d");
  expect(shown("/sla", "?window=24h&live=false&tz=UTC", { isFixed: true })).toBe(
    "/sla?tz=UTC&from=2026-03-18T12%3A01%3A00Z&to=2026-03-19T12%3A01%3A00Z",
  );
});

test("a calendar month stays by its name, or as its days", () => {
  expect(shown("/spend", "?window=last_month&tz=UTC")).toBe("/spend?tz=UTC&window=last_month");
  expect(shown("/spend", "?window=last_month&tz=UTC", { isFixed: true })).toContain("from=2026-02-01T00%3A00%3A00Z");
});

test("today stays by its name, or as the day that it is", () => {
  expect(shown("/", "?window=today&tz=UTC")).toBe("/?tz=UTC&window=today");
  expect(shown("/", "?window=today&tz=UTC", { isFixed: true })).toBe(
    "/?tz=UTC&from=2026-03-19T00%3A00%3A00Z&to=2026-03-20T00%3A00%3A00Z",
  );
});

test("a range by date has nothing to move", () => {
  const search = "?from=2026-03-01T00%3A00%3A00Z&to=2026-03-02T00%3A00%3A00Z&tz=UTC";
  expect(shown("/", search)).toBe(shown("/", search, { isFixed: true }));
});

test("what a view shows is said in one line, also of filters that name something gone", () => {
  expect(describeView("/spend?window=7d&tz=UTC&model=gone")).toBe(
    "Spend: The last 7 d · model: gone · days and hours in UTC",
  );
  expect(describeView("/models/qwen3-32b?window=1h")).toMatch(/^Model qwen3-32b: The last 1 h/);
  expect(describeView("/policies/premium?window=nonsense")).toMatch(/^Policies: The last 24 h/);
});

test("every screen of the navigation can be saved as a view", () => {
  expect(SCREENS.map(({ href }) => href)).toEqual([...SCREEN_PATHS]);
  for (const { href } of SCREENS) expect(screenAddress(shown(href, ""))).not.toBeNull();
});

test("views of one name are told apart by whose they are", () => {
  const view = { created_by: "Ada", is_own: true, is_shared: false };
  expect(
    [view, { ...view, is_shared: true }, { ...view, is_own: false, is_shared: true }].map(describeViewOwner),
  ).toEqual(["Your view", "Yours, shared with the team", "Shared by Ada"]);
});
