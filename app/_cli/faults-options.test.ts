import { expect, test } from "vitest";
import { SCENARIOS } from "@/lib/fault-suite/scenarios";
import { parseFaultsOptions } from "./faults-options";

test("runs everything 20 times against the router that is built in, or what is asked for against another or none", () => {
  expect(parseFaultsOptions([])).toMatchObject({ scenarios: SCENARIOS, repeat: 20, router: null, providerPort: 0 });
  const args = [
    "--repeat",
    "3",
    "--only",
    "cut-stream,outage",
    "--base-url",
    "http://r/v1/",
    "--model-prefix",
    "tier:",
  ];
  expect(parseFaultsOptions(args)).toMatchObject({
    ...{ scenarios: [{ id: "cut-stream" }, { id: "outage" }], repeat: 3, providerPort: 4011 },
    router: { baseUrl: "http://r/v1", prefix: "tier:", keyEnv: null },
  });
  expect(parseFaultsOptions(["--direct"])).toMatchObject({ router: null, isDirect: true });
  expect(() => parseFaultsOptions(["--direct", "--base-url", "http://r/v1"])).toThrow("--direct");
  expect(parseFaultsOptions(["--help"])).toBeNull();
});

test.each([["--repeat", "0"], ["--only", "nothing"], ["--base-url", "nowhere"], ["--nonsense"]])(
  "refuses %s %s",
  (...args) => {
    expect(() => parseFaultsOptions(args)).toThrow(args[0]);
  },
);
