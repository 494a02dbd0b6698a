import { expect, test } from "vitest";
import { zoneNamed } from "./zone-name";

const KNOWN = ["UTC", "Asia/Shanghai", "America/New_York"];

test("a zone is found however it is typed", () => {
  expect(zoneNamed(" asia/shanghai ", KNOWN)).toBe("Asia/Shanghai");
  expect(zoneNamed("America/New York", KNOWN)).toBe("America/New_York");
});

test("any IANA zone will do, listed or not, and nothing else", () => {
  expect(zoneNamed("Pacific/Chatham", KNOWN)).toBe("Pacific/Chatham");
  for (const typed of ["", "Shanghai", "+08:00", "Asia/Nowhere"]) expect(zoneNamed(typed, KNOWN)).toBeNull();
});
