import { expect, test } from "vitest";
import { parseBenchOptions } from "./options";

test("without options everything is measured, at one, ten and a hundred million requests", () => {
  expect(parseBenchOptions([])).toMatchObject({
    parts: [
      ...["ingest", "storage", "reads", "spend", "costing", "exports"],
      ...["answers", "delivery", "bytes", "attempts", "comparison", "backtest", "reprice", "flood", "storm"],
    ],
    rows: [1e6, 1e7, 1e8],
    rounds: 5,
    out: ".cache/bench.json",
    build: true,
    against: null,
  });
  expect(parseBenchOptions(["--help"])).toBeNull();
});

test("parts, rows and the server's environment can be chosen", () => {
  const args = ["--quick", "--only", "reads,ingest", "--rows", "10m,500k", "--server-env", "A=b=c", "--rounds", "2"];
  expect(parseBenchOptions(args)).toMatchObject({
    parts: ["reads", "ingest"],
    rows: [500_000, 10_000_000],
    rounds: 2,
    serverEnv: { A: "b=c" },
  });
});

test("against another commit, builds are compared by loads, and nothing else is measured", () => {
  const loads = ["ingest", "router", "import", "memory", "overview", "viewers"];
  const rows = [10_000_000];
  expect(parseBenchOptions(["--against", "v1"])).toMatchObject({ parts: [], rows, against: { rev: "v1", loads } });
  expect(parseBenchOptions(["--against", "HEAD~3", "--only", "ingest"])).toMatchObject({
    against: { rev: "HEAD~3", loads: ["ingest"] },
  });
});

test("what makes no sense is refused by name", () => {
  const refused = (...args: string[]) => expect(() => parseBenchOptions(args));
  refused("--only", "writes").toThrow("--only knows");
  refused("--against", "").toThrow("--against must name");
  refused("--against", "HEAD", "--only", "storage").toThrow("--only knows ingest");
  refused("--rows", "many").toThrow("--rows must be");
  refused("--rows", "2000m").toThrow("at most 100m");
  refused("--rounds", "0").toThrow("--rounds must be");
  refused("--server-env", "A").toThrow("NAME=VALUE");
  refused("--fast").toThrow();
});
