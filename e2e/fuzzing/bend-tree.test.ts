import { expect, test } from "vitest";
import { isAppError } from "@/lib/contract/error";
import { FORMATS } from "@/lib/ingest/formats/formats";
import { decodeLogs, decodeTraces } from "@/lib/ingest/formats/otlp/decode-export";
import { logEntries } from "@/lib/ingest/formats/otlp/log-entries";
import { readLogs } from "@/lib/ingest/formats/otlp/read-logs";
import { readSpans } from "@/lib/ingest/formats/otlp/read-spans";
import { spanEntries } from "@/lib/ingest/formats/otlp/span-entries";
import { parseLogsBody } from "@/lib/ingest/parse-logs-body";
import { validateRecords } from "@/lib/ingest/validate-records";
import { bendTree } from "./bend-tree";
import { createDice } from "./create-dice";
import { createSamples } from "./create-samples";
import { encodeExport } from "./encode-export";
import { textOf, treeOf } from "./json-tree";

const NOW_MS = Date.parse("2026-11-25T10:00:00Z");
const SEED = 14;
const EACH = 250;
const SAMPLES = createSamples(NOW_MS);

/** What is refused may be refused; anything else that is thrown is a fault. */
function orRefused(read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!isAppError(error)) throw error;
  }
}

function readAs(kind: string, text: string): void {
  const format = FORMATS.get(kind);
  if (!format) return void validateRecords(parseLogsBody(text, "application/json"));
  const entries = format.read({ text, receivedAtUs: NOW_MS * 1_000 });
  validateRecords(entries.flatMap((entry) => ("record" in entry ? [{ value: entry.record }] : [])));
}

test.each([...SAMPLES.keys()])("whatever a payload of %s is bent to is read or refused", (kind) => {
  for (let number = 0; number < EACH; number++) {
    const dice = createDice(SEED, number);
    const text = textOf(bendTree(treeOf(dice.pick(SAMPLES.get(kind) ?? [])), dice));
    orRefused(() => readAs(kind, text));
    const bytes = kind.startsWith("otlp") ? encodeExport(text) : null;
    if (bytes) orRefused(() => spanEntries(readSpans(decodeTraces(bytes))));
    if (bytes) orRefused(() => logEntries(readLogs(decodeLogs(bytes))));
  }
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
});

test("payloads are the same for the same numbers, and no two alike for long", () => {
  const bent = (number: number) => {
    const dice = createDice(SEED, number);
    return textOf(bendTree(treeOf(dice.pick(SAMPLES.get("litellm") ?? [])), dice));
  };
  expect(bent(3)).toBe(bent(3));
  expect(new Set(Array.from({ length: 100 }, (_, number) => bent(number))).size).toBeGreaterThan(90);
});

test("the samples themselves are read whole", () => {
  for (const [kind, samples] of SAMPLES) {
    for (const sample of samples) orRefused(() => readAs(kind, JSON.stringify(sample)));
  }
  const counts = [...SAMPLES].map(([kind, samples]) => {
    const format = FORMATS.get(kind);
    const read = samples.flatMap((sample) => {
      return format?.read({ text: JSON.stringify(sample), receivedAtUs: NOW_MS * 1_000 }) ?? [];
    });
    return [kind, read.filter((entry) => "record" in entry).length > 0 || !format];
  });
  expect(counts.filter(([, isRead]) => !isRead)).toEqual([]);
});
