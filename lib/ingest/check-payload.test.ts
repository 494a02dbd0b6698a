import { expect, test } from "vitest";
import { checkPayload } from "./check-payload";

const nowUs = Date.parse("2026-11-25T10:00:00Z") * 1_000;
const check = (format: string, body: unknown) =>
  checkPayload({ format, text: typeof body === "string" ? body : JSON.stringify(body), nowUs });
const record = { id: "a", started_at: "2026-11-25T09:00:00Z", model: "m", duration_ms: 5, outcome: "ok" };

test("our own records are told one by one, with every reason", () => {
  const checked = check("switchyard", [record, { ...record, prompt: "hi", duration_ms: -1 }]);

  expect(checked).toMatchObject({ attempts: 1, ignored: 0, refused: 1 });
  expect(checked.entries[0]).toEqual({
    place: 0,
    state: "attempt",
    reasons: [],
    record: { ...record, started_at: "2026-11-25T09:00:00.000Z" },
  });
  expect(checked.entries[1]?.reasons.toSorted()).toEqual([
    expect.stringMatching(/^duration_ms: /),
    expect.stringMatching(/^prompt: /),
  ]);
});

test("lines are read as lines", () => {
  expect(check("switchyard", `${JSON.stringify(record)}\n${JSON.stringify(record)}`)).toMatchObject({ attempts: 2 });
});

test("another tool's payload is told as the record it becomes", () => {
  const call = { id: "c", startTime: 1_795_330_000, endTime: 1_795_330_002, model: "gpt-4o", status: "success" };
  expect(check("litellm", [call, null, {}])).toMatchObject({
    ...{ attempts: 1, ignored: 1, refused: 1 },
    entries: [{ record: { model: "gpt-4o", duration_ms: 2000 } }, { state: "ignored" }, { reasons: ["id is missing"] }],
  });
});

test("what cannot be read at all, or is no format, is refused as a whole", () => {
  expect(() => check("litellm", "{nothing")).toThrow("not JSON");
  expect(() => check("telex", [])).toThrow("no format telex");
});
