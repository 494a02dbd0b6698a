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
  [["a.csv", "--zone", "+05:30"], "IANA"],
  [["a.csv", "--shift", "yesterday"], "now"],
  [["a.csv", "--clock", "noon"], "START,STEP"],
  [["a.csv", "--batch", "0"], "1 to 10000"],
  [["a.csv", "--zone"], "needs a value"],
])("%j is refused with what to write instead", (args, message) => {
  expect(() => parseImportOptions(args)).toThrow(message);
});
