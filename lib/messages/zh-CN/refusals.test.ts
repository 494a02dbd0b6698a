import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { loadCatalogue } from "../catalogues";
import { localeOfRequest } from "../locale";

beforeAll(async () => {
  await loadCatalogue("zh-CN");
  localeOfRequest.set(() => "zh-CN");
});
afterAll(() => localeOfRequest.set(undefined));

test.each([
  [z.string(), undefined, "未填写"],
  [z.string(), 1, "必须是文本"],
  [z.int(), 1.5, "必须是整数"],
  [z.number(), Number.NaN, "必须是数字"],
  [z.instanceof(URL), 1, "必须是 URL"],
  [z.literal("json"), "xml", "必须是 json"],
  [z.enum(["json", "csv"]), "xml", "必须是以下之一：json、csv"],
  [z.string().min(1), "", "不能为空"],
  [z.string().min(12), "short", "至少 12 个字符"],
  [z.string().max(3), "long", "最多 3 个字符"],
  [z.string().length(3), "long", "必须正好为 3 个字符"],
  [z.array(z.string()).min(1), [], "至少 1 项"],
  [z.number().min(0), -1, "不能小于 0"],
  [z.number().positive(), 0, "必须大于 0"],
  [z.number().lt(1), 1, "必须小于 1"],
  [z.number().multipleOf(5), 7, "必须是 5 的倍数"],
  [z.iso.date(), "today", "必须是日期，例如 2026-03-01"],
  [z.string().regex(/^a$/), "b", "格式不正确"],
  [z.strictObject({}), { a: 1, b: 2 }, "未知字段：a、b"],
  [z.union([z.string(), z.number()]), true, "输入无效"],
  [z.string().min(12, "Its own words"), "short", "Its own words"],
])("%# a schema without words of its own refuses in Chinese", (schema, value, text) => {
  expect(schema.safeParse(value).error?.issues.map(({ message }) => message)).toEqual([text]);
});
