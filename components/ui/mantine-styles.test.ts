import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const MANTINE = join(root, "node_modules/@mantine");
/** What every page needs before any component. */
const BASE = ["baseline", "default-css-variables", "global"];
const read = (...path: string[]) => readFileSync(join(...path), "utf8");

const sources = ["app", "components"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => read(root, folder, name)),
);
/** Components, as they are named in the imports from Mantine's core. */
function componentsOf(text: string): string[] {
  return [...text.matchAll(/import \{([^}]+)\} from "@mantine\/core"/g)].flatMap(([, names = ""]) =>
    names.split(",").flatMap((name) => /^\s*([A-Z]\w+)\s*$/.exec(name)?.[1] ?? []),
  );
}
const isStyled = (name: string) => readdirSync(join(MANTINE, "core/esm/components")).includes(name);
const used = [...new Set(sources.flatMap(componentsOf))].filter(isStyled);

/** The sheets of a module of Mantine's and of all that it imports. */
function sheetsOf(module: string, seen = new Set<string>()): string[] {
  if (seen.has(module)) return [];
  seen.add(module);
  if (module.endsWith(".module.mjs")) return [basename(module, ".module.mjs")];
  const imported = [...read(module).matchAll(/(?:from|import)\s*"(\.[^"]+)"/g)].map(([, path = ""]) => path);
  return imported.flatMap((path) => sheetsOf(join(dirname(module), path), seen));
}
const sheetsOfComponent = (name: string) => sheetsOf(join(MANTINE, "core/esm/components", name, `${name}.mjs`));
const listed = (file: string) =>
  [...read(root, file).matchAll(/"@mantine\/core\/styles\/([\w-]+)\.css"/g)].map(([, name = ""]) => name);

const onEveryPage = new Set([...BASE, ...used.flatMap(sheetsOfComponent)]);

test("every component of Mantine's in use has its styles, and no page ships those of others", () => {
  expect(listed("components/ui/mantine.css").toSorted()).toEqual([...onEveryPage].toSorted());
});

test("the dialog to jump by brings the styles of what it is made of", () => {
  const folder = join(MANTINE, "spotlight/esm");
  const within = readdirSync(folder)
    .filter((name) => name.endsWith(".mjs"))
    .flatMap((name) => componentsOf(read(folder, name)));
  const sheets = new Set([...new Set(within)].filter(isStyled).flatMap(sheetsOfComponent));

  const own = [...sheets].filter((sheet) => !onEveryPage.has(sheet));
  expect(listed("components/shell/spotlight.css").toSorted()).toEqual(own.toSorted());
});
