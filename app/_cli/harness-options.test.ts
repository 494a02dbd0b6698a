import { expect, test } from "vitest";
import { parseHarnessOptions } from "./harness-options";

const RUN = ["--base-url", "http://127.0.0.1:4010/v1/", "--models", "a,b"];

test("a run of two models needs no more than their names and an address", () => {
  expect(parseHarnessOptions(RUN)).toEqual({
    ...{ does: "begin", isJson: false, keyEnv: null, budgetUsd: null },
    run: {
      ...{ base_url: "http://127.0.0.1:4010/v1", models: ["a", "b"], regions: [], pattern: { kind: "steady" } },
      ...{ requests: 100, duration_seconds: null, concurrency: 4, timeout_seconds: 120, seed: 1 },
      ...{ prices: [], out: null, promptsFile: null, provider: null },
    },
  });
});

test("a duration alone leaves the requests open, and a schedule's calls do not wait for each other", () => {
  const options = parseHarnessOptions([...RUN, "--duration", "48h", "--pattern", "bursty", "--rate", "2.5"]);

  expect(options).toMatchObject({
    run: {
      ...{ requests: null, duration_seconds: 172_800, concurrency: 1_000 },
      pattern: { kind: "bursty", rate: 2.5, burst: 20 },
    },
  });
});

test("a run goes on with a budget of its own, and is sent only where asked", () => {
  expect(parseHarnessOptions(["--resume", "runs/a", "--budget", "5"])).toMatchObject({
    ...{ does: "resume", folder: "runs/a", budgetUsd: "5" },
  });
  expect(parseHarnessOptions(["--export", "runs/a"])).toMatchObject({ does: "export", send: null });
  expect(
    parseHarnessOptions(["--export", "runs/a", "--send", "http://localhost:3000/", "--key-env", "KEY"]),
  ).toMatchObject({ send: { url: "http://localhost:3000", keyEnv: "KEY" } });
  expect(parseHarnessOptions(["--compare", "a,b"])).toMatchObject({ does: "compare", folders: ["a", "b"] });
  expect(parseHarnessOptions(["--help"])).toBeNull();
});

test.each([
  [["--models", "a"], "--base-url must be the address"],
  [["--base-url", "http://x/v1"], "--models must name at least one model"],
  [[...RUN, "--models", "a,a"], "a is named twice"],
  [[...RUN, "--pattern", "open"], "--pattern open needs --rate"],
  [[...RUN, "--rate", "3"], "--rate is of a schedule"],
  [[...RUN, "--pattern", "wild"], "--pattern must be one of steady, open, bursty, diurnal, not wild"],
  [[...RUN, "--duration", "49h"], "--duration must be a time such as 90s, 15m or 48h, up to 48h, not 49h"],
  [[...RUN, "--requests", "0"], "--requests must be a whole number from 1"],
  [[...RUN, "--budget", "0"], "--budget must be a sum in USD"],
  [[...RUN, "--region", "eu,us"], "Several regions need {region} in --base-url"],
  [[...RUN, "--send", "http://x"], "--send goes with --export FOLDER"],
  [["--resume", "a", "--requests", "5"], "--requests does not go with --resume"],
  [["--resume", "a", "--export", "b"], "--resume and --export are different commands"],
  [["--export", "a", "--send", "http://x"], "--send needs --key-env"],
  [["--compare", "a"], "--compare needs two folders"],
])("%j is refused: %s", (args, message) => {
  expect(() => parseHarnessOptions(args)).toThrow(message);
});
