import { expect, test } from "vitest";
import { HOUR_US } from "@/lib/domain/time/units";
import { parseImportOptions } from "./import-options";

test("reads maps with factors, set values, zone, shift and clock", () => {
  const options = parseImportOptions(
    "trace.csv --map ttft_ms=ttft_s*1000 --map model=Model Name --set provider=a=b --zone Asia/Kolkata --shift now --clock now-1h,250ms"
      .replace("Model Name", "Model_Name")
      .split(" "),
  );

  expect(options).toMatchObject({
    file: "trace.csv",
    format: "csv",
    maps: [
      { field: "ttft_ms", column: "ttft_s", factor: 1000 },
      { field: "model", column: "Model_Name", factor: null },
    ],
    sets: { provider: "a=b" },
    zone: "Asia/Kolkata",
    isShiftedToNow: true,
    clock: { start: { beforeNowUs: HOUR_US }, stepUs: 250_000 },
  });
});

test("a map of a value names the field, or the column that the field is from", () => {
  const args = ["a.csv", "--map", "outcome=status", "--map", "status:OK=ok", "--map", "provider:Azure OpenAI=azure"];
  expect(parseImportOptions(args)).toMatchObject({
    maps: [{ field: "outcome", column: "status", factor: null }],
    values: [
      { field: "outcome", from: "OK", to: "ok" },
      { field: "provider", from: "Azure OpenAI", to: "azure" },
    ],
  });
  expect(parseImportOptions(["a.csv", "--map", "region:a=b=us-east-1"]).values).toEqual([
    { field: "region", from: "a=b", to: "us-east-1" },
  ]);
  expect(parseImportOptions(["a.csv", "--map", "id=a:b"]).maps).toEqual([{ field: "id", column: "a:b", factor: null }]);
});

test("the file's name tells the format, and --format overrules it", () => {
  expect(parseImportOptions(["a.ndjson"]).format).toBe("jsonl");
  expect(parseImportOptions(["a.CSV.gz"]).format).toBe("csv");
  expect(parseImportOptions(["a.log", "--format=json"]).format).toBe("json");
  expect(() => parseImportOptions(["a.log"])).toThrow("--format");
});

test.each([
  [[], "Name the file"],
  [["a.csv", "b.csv"], "One file"],
  [["a.csv", "--mapp", "x=y"], "Unknown option --mapp"],
  [["a.csv", "--map", "prompt=text"], "no field prompt"],
  [["a.csv", "--map", "model"], "field=column"],
  [["a.csv", "--map", "model=name*2"], "no number"],
  [["a.csv", "--map", "ttft_ms=x*0"], "no factor"],
  [["a.csv", "--map", "id=a", "--map", "id=b"], "given twice"],
  [["a.csv", "--set", "model="], "field=value"],
  [["a.csv", "--map", "status:OK=ok"], "status is no field of a record"],
  [["a.csv", "--map", "outcome:OK="], "field:text=value"],
  [["a.csv", "--map", "outcome:OK=ok", "--map", "outcome:OK=timeout"], "given twice"],
  [["a.csv", "--zone", "+05:30"], "IANA"],
  [["a.csv", "--shift", "yesterday"], "now"],
  [["a.csv", "--clock", "noon"], "START,STEP"],
  [["a.csv", "--batch", "0"], "1 to 10000"],
  [["a.csv", "--zone"], "needs a value"],
])("%j is refused with what to write instead", (args, message) => {
  expect(() => parseImportOptions(args)).toThrow(message);
});
