import { expect, test } from "vitest";
import { sourceNamer } from "./source-name";

const source = (id: string | null, name: string | null, format = "switchyard") => ({
  key_id: id,
  key_name: name,
  key_prefix: id && `sy_${id}`,
  source: format,
});

test("a source is its key and format, and keys of one name are told apart by how they begin", () => {
  const sources = [source("a", "router"), source("b", "router"), source("a", "router", "otlp"), source(null, null)];
  expect(sources.map(sourceNamer(sources))).toEqual(["router (sy_a…)", "router (sy_b…)", "router · otlp", "—"]);
});
