import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

const PROGRAM = `
  const { logConsole, printLine } = await import("./app/_cli/log-console.ts");
  logConsole();
  console.error(" \\u001b[31m⨯\\u001b[39m", new Error("it broke", { cause: new Error("why") }));
  console.warn("%d of %s", 2, "three");
  console.log("plain");
  printLine("for people");
`;

test("what a library writes to the console is lines of JSON, errors with their cause, and what people read is not", () => {
  const { stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", PROGRAM], {
    encoding: "utf8",
  });

  const all = stdout.trim().split("\n");
  const lines = all.filter((line) => line.startsWith("{"));
  expect([all.filter((line) => !lines.includes(line)), stderr]).toEqual([["for people"], ""]);
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: "error", from: "console", msg: "⨯", err: { message: "it broke", cause: { message: "why" } } },
    { level: "warn", msg: "2 of three" },
    { level: "info", msg: "plain" },
  ]);
});
