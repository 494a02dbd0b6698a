import { type $ZodRawIssue, config } from "zod/v4/core";
import { currentLocale } from "../locale";

/** Has zod say in Chinese, to whoever reads it, why something was refused where the schema itself does not; others read its English. */
export function describeRefusals(): void {
  config({ customError: (issue) => (currentLocale() === "zh-CN" ? describeIssue(issue) : undefined) });
}

// Zod's own Chinese is worded for developers: "数值过大：期望 string <=300 字符".
function describeIssue(issue: $ZodRawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "未填写" : `必须是${TYPES[issue.expected] ?? ` ${issue.expected}`}`;
    case "invalid_value":
      return `必须是${issue.values.length > 1 ? "以下之一：" : " "}${issue.values.map(String).join("、")}`;
    case "too_small":
      return describeMinimum(issue);
    case "too_big":
      return describeMaximum(issue);
    case "invalid_format":
      return FORMATS[issue.format] ?? "格式不正确";
    case "not_multiple_of":
      return `必须是 ${issue.divisor} 的倍数`;
    case "unrecognized_keys":
      return `未知字段：${issue.keys.join("、")}`;
    default:
      return "输入无效";
  }
}

type Bound<Code> = Extract<$ZodRawIssue, { code: Code }>;

function describeMinimum({ origin, minimum, inclusive, exact }: Bound<"too_small">): string {
  const unit = UNITS[origin];
  if (unit === undefined) return inclusive ? `不能小于 ${minimum}` : `必须大于 ${minimum}`;
  if (origin === "string" && minimum === 1) return "不能为空";
  return `${exact ? "必须正好为" : "至少"} ${minimum} ${unit}`;
}

function describeMaximum({ origin, maximum, inclusive, exact }: Bound<"too_big">): string {
  const unit = UNITS[origin];
  if (unit === undefined) return inclusive ? `不能大于 ${maximum}` : `必须小于 ${maximum}`;
  return `${exact ? "必须正好为" : "最多"} ${maximum} ${unit}`;
}

/** What is counted in texts and lists; of numbers, the number itself is bounded. */
const UNITS: Readonly<Record<string, string>> = { string: "个字符", array: "项", set: "项", map: "项", file: "字节" };

const TYPES: Readonly<Record<string, string>> = {
  ...{ string: "文本", number: "数字", int: "整数", bigint: "整数", boolean: "布尔值", date: "日期" },
  ...{ array: "列表", object: "对象", record: "对象" },
};

const FORMATS: Readonly<Record<string, string>> = {
  date: "必须是日期，例如 2026-03-01",
  datetime: "必须是带时区的 RFC 3339 时间",
  ...{ email: "必须是电子邮件地址", url: "必须是网址", uuid: "必须是 UUID" },
};
