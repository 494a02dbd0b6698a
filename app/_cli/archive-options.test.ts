import { expect, test } from "vitest";
import { archiveLine } from "./archive-line";
import { parseArchiveOptions } from "./archive-options";

test("each command takes its day and nothing else", () => {
  const parsed = (line: string) => parseArchiveOptions(line.split(" "));
  expect(parsed("list")).toEqual({ name: "list" });
  expect(parsed("verify")).toEqual({ name: "verify", day: null });
  expect(parsed("verify 2026-03-01")).toEqual({ name: "verify", day: "2026-03-01" });
  expect(parsed("restore 2026-03-01")).toEqual({ name: "restore", day: "2026-03-01", days: 7 });
  expect(parsed("restore 2026-03-01 --for 30")).toEqual({ name: "restore", day: "2026-03-01", days: 30 });
  expect(parsed("release 2026-03-01")).toEqual({ name: "release", day: "2026-03-01" });
  for (const line of ["", "drop", "list x", "verify 2026-02-30", "restore", "release", "restore 2026-03-01 --for 0"]) {
    expect(() => parsed(line)).toThrow();
  }
});

test("a day's line says where its attempts are", () => {
  const archived = {
    ...{
      target: "folder" as const,
      file: "attempts/a.parquet",
      format: 1,
      rows: 4,
      bytes: 100,
      sha256: "0",
      digest: "0",
    },
    ...{ isWhole: true, archivedAt: new Date("2026-05-01T00:00:00Z") },
  };
  const none = {
    fingerprint: null,
    droppedAt: null,
    restoredUntil: null,
    unfinished: null,
    triedAt: null,
    error: null,
  };
  const day = { day: 20_513, ...none };
  expect(archiveLine({ ...day, archived: null, error: "Away" })).toBe("2026-03-01  not archived: Away");
  const file = "4 attempts, 25 bytes each, folder attempts/a.parquet";
  expect(archiveLine({ ...day, archived })).toBe(`2026-03-01  in the database too: ${file}`);
  const droppedAt = new Date("2026-05-02T00:00:00Z");
  expect(archiveLine({ ...day, archived, droppedAt })).toBe(`2026-03-01  archived: ${file}`);
  expect(archiveLine({ ...day, archived: { ...archived, isWhole: false }, droppedAt })).toBe(
    `2026-03-01  archived, a part of the day: ${file}`,
  );
  expect(archiveLine({ ...day, archived, droppedAt, restoredUntil: new Date("2026-06-01T00:00:00Z") })).toBe(
    `2026-03-01  restored until 2026-06-01T00:00:00.000Z: ${file}`,
  );
});
