import { expect, test } from "vitest";
import { ZONE_COOKIE, zoneCookie, zoneOfCookie } from "./zone-cookie";

test("a zone is remembered as it was chosen", () => {
  for (const zone of ["UTC", "Asia/Shanghai", "America/Argentina/Buenos_Aires", "Etc/GMT+5"]) {
    const [pair = ""] = zoneCookie(zone).split(";");
    expect(zoneOfCookie(pair.slice(ZONE_COOKIE.length + 1))).toBe(zone);
  }
});

test("what is no zone is UTC", () => {
  for (const value of [undefined, "", "Mars/Base", "%E0%A4%A", "+05:30"]) expect(zoneOfCookie(value)).toBe("UTC");
});
