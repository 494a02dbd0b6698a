import { fileURLToPath } from "node:url";
import { type Cleaned, type Started, startNode } from "./start-node";

/** Runs one of this folder's scripts as a process of its own, to talk with by messages. */
export function startScript(bench: Cleaned, name: string): Started {
  return startNode(bench, fileURLToPath(new URL(`./${name}`, import.meta.url)), ["--import", "tsx"]);
}
