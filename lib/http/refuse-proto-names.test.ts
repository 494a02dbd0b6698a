import { expect, test } from "vitest";
import { AppError } from "@/lib/contract/error";
import { refuseProtoNames } from "./refuse-proto-names";

function refused(json: string) {
  try {
    refuseProtoNames(JSON.parse(json), "UNPROCESSABLE");
    return null;
  } catch (error) {
    return error instanceof AppError ? { code: error.code, fields: Object.entries(error.fields ?? {}) } : error;
  }
}

test.each([
  ['{"__proto__":1}', "__proto__"],
  ['{"regions":{"eu":{},"__proto__":{"primary":"a"}}}', "regions.__proto__"],
  ['{"list":[{"\\u005f_proto__":null}]}', "list.0.__proto__"],
])("%s is refused by the path of the name", (json, path) => {
  expect(refused(json)).toEqual({ code: "UNPROCESSABLE", fields: [[path, [expect.any(String)]]] });
});

test.each(["null", "1", '{"constructor":{"a":"__proto__"}}', `${"[".repeat(100_000)}${"]".repeat(100_000)}`])(
  "%.30s is none of its business",
  (json) => {
    expect(refused(json)).toBeNull();
  },
);
