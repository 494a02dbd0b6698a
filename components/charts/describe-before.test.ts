import { expect, test } from "vitest";
import { ApiError } from "@/lib/client/api-error";
import { HOUR_MS } from "@/lib/domain/time/units";
import { describeBefore } from "./describe-before";
import type { PlotRow } from "./plot-types";

const range = { from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z" };
const drawn = { ...{ why: null, error: null, range, zone: "UTC", rows: null }, clockChange: 0 };
const row: PlotRow = { at: 0, filling: false, values: {}, n: {} };
const refused = (field: string) =>
  new ApiError("UNPROCESSABLE", "Refused", { status: 422, fields: { [field]: ["Refused"] } });

test("only what is gone is said to be no longer retained", () => {
  const said = (error: Error) => describeBefore({ ...drawn, error });
  expect(said(refused("app"))).toBe("The period before is not retained");
  expect(said(refused("step"))).toBe("The period before is not retained");
  for (const error of [
    refused("interval"),
    new ApiError("UNAVAILABLE", "Busy", { status: 503 }),
    new TypeError("fetch"),
  ])
    expect(said(error)).toBe("The period before could not be loaded");
});

test("dots are spoken of where there are some", () => {
  expect(describeBefore({ ...drawn, rows: [row] })).not.toContain("dotted");
  const rows = [row, { ...row, before: { at: 0, values: {} } }];
  expect(describeBefore({ ...drawn, rows })).toMatch(/^dotted: 2026-03-01/);
  expect(describeBefore({ ...drawn, rows, error: new TypeError("fetch") })).toMatch(/^dotted: /);
  expect(describeBefore({ ...drawn, rows, clockChange: -HOUR_MS })).toContain("earlier");
  expect(describeBefore({ ...drawn, rows, why: "No whole period before" })).toBe("No whole period before");
});
