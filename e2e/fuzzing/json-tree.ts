/** JSON as it is written: names may come twice, and a literal may be any text, such as `1e999` or none that is allowed. */
export type JsonTree = { fields: readonly Field[] } | { items: readonly JsonTree[] } | { literal: string };
export type Field = readonly [name: string, value: JsonTree];

export function treeOf(value: unknown): JsonTree {
  if (Array.isArray(value)) return { items: value.map(treeOf) };
  if (typeof value === "object" && value !== null) {
    return { fields: Object.entries(value).map(([name, inner]) => [name, treeOf(inner)]) };
  }
  return { literal: JSON.stringify(value) ?? "null" };
}

/** Written without recursion, for trees deeper than the stack. */
export function textOf(tree: JsonTree): string {
  const parts: string[] = [];
  const rest: (JsonTree | string)[] = [tree];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (typeof next === "string") parts.push(next);
    else if ("literal" in next) parts.push(next.literal);
    else rest.push(...partsOf(next).reverse());
  }
  return parts.join("");
}

function partsOf(tree: { fields: readonly Field[] } | { items: readonly JsonTree[] }): (JsonTree | string)[] {
  if ("items" in tree) return ["[", ...tree.items.flatMap((item, at) => (at === 0 ? [item] : [",", item])), "]"];
  const fields = tree.fields.flatMap(([name, value], at) => [`${at === 0 ? "" : ","}${JSON.stringify(name)}:`, value]);
  return ["{", ...fields, "}"];
}

export type Path = readonly number[];

export function childrenOf(tree: JsonTree): readonly JsonTree[] {
  if ("items" in tree) return tree.items;
  return "fields" in tree ? tree.fields.map(([, value]) => value) : [];
}

/** Where everything in a tree is, the whole first, down to a depth. */
export function pathsOf(tree: JsonTree, depthMax = 40): Path[] {
  const found: Path[] = [[]];
  let level: { tree: JsonTree; path: Path }[] = [{ tree, path: [] }];
  for (let depth = 0; depth < depthMax && level.length > 0; depth++) {
    level = level.flatMap((parent) =>
      childrenOf(parent.tree).map((child, at) => ({ tree: child, path: [...parent.path, at] })),
    );
    found.push(...level.map(({ path }) => path));
  }
  return found;
}

export function treeAt(tree: JsonTree, path: Path): JsonTree | undefined {
  return path.reduce<JsonTree | undefined>((at, index) => at && childrenOf(at)[index], tree);
}

/** A copy whose part at a place is what `change` makes of it: nothing, one, or several in its place. */
export function withChanged(tree: JsonTree, path: Path, change: (part: Field) => readonly Field[]): JsonTree {
  const [at, ...below] = path;
  if (at === undefined) return change(["", tree])[0]?.[1] ?? { literal: "null" };
  const replace = (part: Field): readonly Field[] =>
    below.length === 0 ? change(part) : [[part[0], withChanged(part[1], below, change)]];
  if ("items" in tree) {
    return { items: tree.items.flatMap((item, i) => (i === at ? replace(["", item]).map(([, one]) => one) : [item])) };
  }
  if ("fields" in tree) return { fields: tree.fields.flatMap((field, i) => (i === at ? replace(field) : [field])) };
  return tree;
}
