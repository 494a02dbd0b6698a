import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { expect, test } from "vitest";
import { filesOf, readMessages } from "./read-messages";

const found = readMessages(filesOf(["app", "components", "db", "lib"], /\.tsx?$/));
/** Files of which every text is shown; elsewhere most texts are for machines. */
const SHOWN = /^components\/|^app\/.*\.tsx$/;
const folder = fileURLToPath(new URL("../lib/messages/zh-CN", import.meta.url));
const parts = readdirSync(folder).filter((name) => name.endsWith(".json"));

/** Names, units and symbols, which every language has alike. */
const NAMES =
  /^(TTFT|HTTP|CSV|Parquet|UTC|USD|SLA|SHA-256|curl|Python|LiteLLM|Langfuse|OpenAI SDK|OpenRouter|OpenTelemetry|Portkey|Switchyard|FOCUS 1\.[24])$/;
const SYMBOLS = /^(?:[\d%:·,.()\s]|p\d|ms|min|kB|USD|TTFT|CSV|FOCUS|SHA-256|Switchyard)+$/;
/** Texts that stay English, by the file that has them: for programs, stored, or fonts. */
const UNMARKED = new Map([
  ["app/layout.tsx", /^%s · Switchyard$/],
  ["components/access/keys-panel.tsx", /^Authorization: /],
  ["components/ingest/sources.ts", /\(\{/],
  ["components/ingest/map-lines.tsx", /^OK=ok/],
  ["components/ledger/statement-page.tsx", /^npm run/],
  ["components/ledger/verify-panel.tsx", /^npm run/],
  ["components/policies/candidates/region-tabs.tsx", /^ap-northeast-1$/],
  ["components/policies/routers/routers-panel.tsx", /^(policies:read|GET .*)$/],
  ["components/prices/calendar-fields.tsx", /^(outside|on) /],
  ["components/prices/map-dialog.tsx", /^0 is the same model as 0$/],
  ["components/prices/price-dialog.tsx", /^Restores the terms of version 0$/],
  ["components/prices-import/diff-table.tsx", /^[a-z_0]+$/],
  ["components/ui/theme.ts", /sans-serif|monospace/],
]);

const EXAMPLE = `
  import { t } from "@/lib/messages/translate";
  const TITLE = t("Too early");
  const Example = ({ parts }) => (
    <button className="not a text" title={TITLE} aria-label="read aloud">
      Not marked
      {t("Marked {name}", { name: "x" })}
      {t(\`is computed\`)}
      {\`A sentence of \${parts} parts\`}
    </button>
  );
`;

const where = ({ file, line, text }: { file: string; line: number; text: string }) => `${file}:${line}: ${text}`;

test("every text that a screen shows is marked for translation", () => {
  const left = found.unmarked.filter(
    ({ file, text }) => SHOWN.test(file) && !NAMES.test(text) && !SYMBOLS.test(text) && !UNMARKED.get(file)?.test(text),
  );
  expect(left.map(where)).toEqual([]);
});

test("a message is written out where it is marked, and translated once its reader is known", () => {
  expect(found.computed.map(where)).toEqual([]);
  expect(found.tooEarly.map(where)).toEqual([]);
});

test("Chinese has every message, each once, and no other", () => {
  const places = new Map<string, string[]>();
  for (const part of parts) {
    for (const source of Object.keys(readPart(part))) places.set(source, [...(places.get(source) ?? []), part]);
  }
  expect([...found.sources].filter(([source]) => !places.has(source)).map(([, one]) => where(one))).toEqual([]);
  expect([...places].filter(([source]) => !found.sources.has(source))).toEqual([]);
  expect([...places].filter(([, twice]) => twice.length > 1)).toEqual([]);
});

test("Chinese sets in what the English does", () => {
  const wrong = parts.flatMap((part) =>
    Object.entries(readPart(part)).flatMap(([source, text]) => {
      const [asked, has] = [source, text].map((pattern) => [...valuesOf(parse(pattern))].sort().join(" "));
      return asked === has ? [] : [`${basename(part)}: ${source}: ${asked} / ${has}`];
    }),
  );
  expect(wrong).toEqual([]);
});

test("a message is given what it sets in", () => {
  const wrong = found.given.flatMap((one) => {
    const asked = [...valuesOf(parse(one.text))].map((name) => name.replace(/^<(.*)>$/, "$1")).sort();
    return asked.join() === [...one.names].sort().join() ? [] : [`${where(one)}: ${asked} / ${one.names}`];
  });
  expect(wrong).toEqual([]);
});

test("Chinese is Chinese, but for what is a name or a number", () => {
  const english = parts.flatMap((part) =>
    Object.entries(readPart(part)).filter(([source, text]) => source === text && /[a-z]{3}.* [a-z]{3}/.test(source)),
  );
  expect(english).toEqual([]);
});

test("the check sees what is not marked, computed, or translated too early", () => {
  const { unmarked, computed, tooEarly, sources } = readMessages([{ file: "a.tsx", source: EXAMPLE }]);
  expect(unmarked.map(({ text }) => text)).toEqual(["read aloud", "Not marked", "A sentence of 0 parts"]);
  expect(computed.map(({ text }) => text)).toEqual(["`is computed`"]);
  expect(tooEarly.map(({ text }) => text)).toEqual(['"Too early"']);
  expect([...sources.keys()]).toEqual(["Too early", "Marked {name}"]);
});

function readPart(part: string): Record<string, string> {
  return JSON.parse(readFileSync(`${folder}/${part}`, "utf8"));
}

/** The names of a message's values and tags. */
function valuesOf(elements: readonly MessageFormatElement[], names = new Set<string>()): Set<string> {
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
    names.add(element.type === TYPE.tag ? `<${element.value}>` : element.value);
    if (element.type === TYPE.tag) valuesOf(element.children, names);
    if (element.type === TYPE.plural || element.type === TYPE.select) {
      for (const { value } of Object.values(element.options)) valuesOf(value, names);
    }
  }
  return names;
}
