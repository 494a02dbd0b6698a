// What `npm start` runs: the start as it was built. Through tsx, Node would keep the source maps of the whole build.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const built = resolve(".next/start/start.mjs");
if (existsSync(built)) await import(pathToFileURL(built).href);
else {
  console.error("There is no build yet: run `npm run build` first");
  process.exitCode = 1;
}
