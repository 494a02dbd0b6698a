import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { allowedMethods } from "./allowed-methods";

const routes = readdirSync("app", { recursive: true, encoding: "utf8" }).filter(
  (file) => file.endsWith("/route.ts") && !/\[\.\.\.(path|rest)\]/.test(file),
);

test.each(routes)("the methods of %s are the ones that are allowed", (file) => {
  const path = `/${file.slice(0, -"/route.ts".length)}`;
  const asked = path.replace("[...all]", "sign-in/email").replaceAll(/\[\w+\]/g, "1");
  const exported = [
    ...readFileSync(`app/${file}`, "utf8").matchAll(/^export (?:const|async function|function) ([A-Z]+)\b/gm),
  ]
    .map(([, method = ""]) => method)
    .concat(file.includes("[...all]") ? ["GET", "POST"] : []);
  const expected = [...exported, ...(exported.includes("GET") ? ["HEAD"] : []), "OPTIONS"];

  expect([...(allowedMethods(asked) ?? [])].sort()).toEqual(expected.sort());
});

test.each([
  ["/api/v1/nothing", null],
  ["/api/v1/policies/", null],
  ["/api/v1/policies//versions", null],
  ["/api/v1/policies/standard/versions/1", null],
  ["/v1/nothing", null],
  ["/compare", ["GET", "HEAD", "POST", "OPTIONS"]],
  ["/_next/static/chunks/a.js", ["GET", "HEAD", "OPTIONS"]],
])("%s allows %j", (path, methods) => {
  expect(allowedMethods(path)).toEqual(methods);
});
