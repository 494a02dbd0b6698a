import { expect, test } from "vitest";
import { loadCatalogue } from "@/lib/messages/catalogues";
import { localeOfRequest } from "@/lib/messages/locale";
import { inEnglish } from "./in-english";
import type { Calendar } from "./pricing/calendar";
import { describeCalendar } from "./pricing/describe-calendar";

test("a calendar is said in the reader's language, and in English where it names a row or stands in a file", async () => {
  await loadCatalogue("zh-CN");
  localeOfRequest.set(() => "zh-CN");
  const calendar: Calendar = {
    ...{ zone: "Asia/Shanghai", weekdays: [1, 2, 3, 4, 5], hours: [{ from: 540, to: 720 }] },
    holidays: { list: "cn-public-holidays", applies: "outside" },
  };

  expect(describeCalendar(calendar)).toBe("09:00 至 12:00 Asia/Shanghai, 周一 至 周五, 中国法定节假日除外");
  expect(describeCalendar(calendar, inEnglish)).toBe(
    "09:00 to 12:00 Asia/Shanghai, Monday to Friday, not on Chinese public holidays",
  );
  localeOfRequest.set(() => undefined);
});
