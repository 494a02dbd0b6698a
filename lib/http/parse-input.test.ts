import { afterEach, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { newBudgetSchema } from "@/lib/contract/budgets";
import { dimensionName } from "@/lib/contract/common";
import { isAppError } from "@/lib/contract/error";
import { loadCatalogue } from "@/lib/messages/catalogues";
import { type Locale, localeOfRequest } from "@/lib/messages/locale";
import { parseInput } from "./parse-input";

const schema = z.strictObject({ name: dimensionName, limit: z.int().max(500), format: z.enum(["json", "csv"]) });
const BAD = { name: " ", limit: 900, format: "xml", wndow: "1h" };
const BUDGET = { name: "b", amount: "-5", period: "month", thresholds: [{ percent: 2_000 }] };

beforeAll(() => loadCatalogue("zh-CN"));
afterEach(() => localeOfRequest.set(undefined));

function refusal(of: z.ZodType, value: unknown, locale?: Locale) {
  localeOfRequest.set(() => locale);
  try {
    parseInput(of, value);
  } catch (error) {
    if (isAppError(error)) return { message: error.message, fields: { ...error.fields } };
    throw error;
  }
  throw new Error("It was not refused");
}

const ENGLISH = {
  message: "Not valid: name, limit, format, wndow",
  fields: {
    name: ["Must not be empty"],
    limit: ["Too big: expected number to be <=500"],
    format: ['Invalid option: expected one of "json"|"csv"'],
    wndow: ["Unknown field"],
  },
};

test("who reads Chinese is refused in Chinese, in our words and in zod's", () => {
  expect(refusal(schema, BAD, "zh-CN")).toEqual({
    message: "无效：name, limit, format, wndow",
    fields: {
      name: ["不能为空"],
      limit: ["不能大于 500"],
      format: ["必须是以下之一：json、csv"],
      wndow: ["未知字段"],
    },
  });
  expect(refusal(newBudgetSchema, BUDGET, "zh-CN").fields).toEqual({
    amount: ["必须大于 0"],
    "thresholds.0.percent": ["不能超过 1000"],
  });
});

test.each([undefined, "en"] as const)("a caller of the language %s is refused in English, word for word", (locale) => {
  expect(refusal(schema, BAD, locale)).toEqual(ENGLISH);
  expect(refusal(newBudgetSchema, BUDGET, locale).fields).toEqual({
    amount: ["Must be more than 0"],
    "thresholds.0.percent": ["Must be at most 1000"],
  });
});

test("the fields are listed until they are many", () => {
  const many = Object.fromEntries(["a", "b", "c", "d", "e", "f"].map((name) => [name, 1]));
  expect(refusal(z.strictObject({}), many).message).toBe("Not valid: a, b, c, d, e, …");
});
