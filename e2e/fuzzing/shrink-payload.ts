import type { Payload } from "./create-payload";
import { childrenOf, type JsonTree, pathsOf, treeAt, withChanged } from "./json-tree";

const TRIES_MAX = 600;
const LITERAL_CHARACTERS_MIN = 2;

/** The smallest payload found of which the same is true; `isStill` is asked a limited number of times. */
export async function shrinkPayload(
  payload: Payload,
  isStill: (smaller: Payload) => Promise<boolean>,
): Promise<Payload> {
  let smallest = payload;
  let tries = 0;
  for (let isSmaller = true; isSmaller; ) {
    isSmaller = false;
    for (const candidate of smallerThan(smallest)) {
      if (++tries > TRIES_MAX) return smallest;
      if (!(await isStill(candidate))) continue;
      smallest = candidate;
      isSmaller = true;
      break;
    }
  }
  return smallest;
}

function* smallerThan(payload: Payload): Generator<Payload> {
  for (const [at] of payload.spoils.entries()) yield { ...payload, spoils: payload.spoils.toSpliced(at, 1) };
  if (payload.writing !== "json") yield { ...payload, writing: "json" };
  for (const tree of smallerTrees(payload.tree)) yield { ...payload, tree };
}

/** Trees with a part left out, replaced by what it holds, or shorter; large parts first. */
function* smallerTrees(tree: JsonTree): Generator<JsonTree> {
  for (const path of pathsOf(tree)) {
    const part = treeAt(tree, path);
    if (part === undefined) continue;
    if (path.length > 0) yield withChanged(tree, path, () => []);
    for (const child of childrenOf(part)) yield withChanged(tree, path, ([name]) => [[name, child]]);
    if ("literal" in part && part.literal.length > LITERAL_CHARACTERS_MIN) {
      for (const literal of shorter(part.literal)) yield withChanged(tree, path, ([name]) => [[name, { literal }]]);
    }
  }
}

function shorter(literal: string): string[] {
  const half = Math.ceil(literal.length / 2);
  if (!literal.startsWith('"')) return [literal.slice(0, half)];
  return [`${literal.slice(0, half)}"`, `"${literal.slice(half)}`, literal === '""' ? literal : '""'];
}
