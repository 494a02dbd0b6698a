import type { Dice } from "./create-dice";
import {
  childrenOf,
  type Field,
  type JsonTree,
  type Path,
  pathsOf,
  textOf,
  treeAt,
  treeOf,
  withChanged,
} from "./json-tree";
import { STRANGE_LITERALS, STRANGE_NAMES } from "./strange-literals";

/** What becomes of one part of a tree: nothing, one, or several in its place. `whole` is what it is a part of. */
type Bend = (part: Field, dice: Dice, whole: JsonTree) => readonly Field[];

const DEPTH_MAX = 3_000;
const COPIES_MAX = 60;
const AROUND_SHARE = 0.3;

const strange = (dice: Dice): JsonTree => ({ literal: dice.pick(STRANGE_LITERALS) });

/** The ways to bend, each as likely as it is often here. */
const BENDS: readonly Bend[] = [
  ([name], dice) => [[name, strange(dice)]],
  ([name], dice) => [[name, strange(dice)]],
  ([name]) => [[name, { literal: "null" }]],
  () => [],
  () => [],
  ([name, tree]) => [[name, otherType(tree)]],
  ([name, tree]) => [[name, otherType(tree)]],
  ([name, tree]) => [[name, { items: [tree] }]],
  ([name, tree]) => [[name, { fields: [[name || "value", tree]] }]],
  ([name, tree], dice) => [[name, nested(tree, dice)]],
  ([, tree], dice) => [[dice.pick(STRANGE_NAMES), tree]],
  ([name, tree], dice) => [[changedName(name, dice), tree]],
  // The same name twice, with something else.
  (part, dice) => [part, [part[0], strange(dice)]],
  (part, dice) => Array.from({ length: 2 + dice.below(COPIES_MAX) }, () => part),
  ([name], dice, whole) => [[name, partOf(whole, dice)]],
  ([name, tree], dice) => [[name, "literal" in tree ? bentLiteral(tree.literal, dice) : shuffled(tree, dice)]],
  ([name, tree], dice) => [[name, "literal" in tree ? bentLiteral(tree.literal, dice) : shuffled(tree, dice)]],
  (part, dice) => [part, [dice.pick(STRANGE_NAMES), strange(dice)]],
];

/** A copy in which one or several things are something else; the same for the same dice. */
export function bendTree(tree: JsonTree, dice: Dice): JsonTree {
  let bent = tree;
  const times = 1 + Math.floor(dice.next() ** 3 * 12);
  for (let time = 0; time < times; time++) {
    const bend = dice.pick(BENDS);
    const whole = bent;
    bent = withChanged(bent, pickPath(bent, dice), (part) => bend(part, dice, whole));
  }
  return bent;
}

/** The same, but of a text within a tree mostly only what is in the text, since what is around it is soon refused. */
export function bendWithin(tree: JsonTree, name: string, dice: Dice): JsonTree {
  const at = "fields" in tree ? tree.fields.findIndex(([each]) => each === name) : -1;
  if (at < 0 || dice.chance(AROUND_SHARE)) return bendTree(tree, dice);
  return withChanged(tree, [at], ([, text]) => [[name, "literal" in text ? bentLiteral(text.literal, dice) : text]]);
}

/** Now and then the whole. */
function pickPath(tree: JsonTree, dice: Dice): Path {
  const paths = pathsOf(tree);
  return dice.chance(0.05) ? [] : dice.pick(paths);
}

function partOf(whole: JsonTree, dice: Dice): JsonTree {
  return treeAt(whole, dice.pick(pathsOf(whole))) ?? whole;
}

function otherType(tree: JsonTree): JsonTree {
  if ("items" in tree) return { fields: tree.items.map((item, at) => [String(at), item]) };
  if ("fields" in tree) return { items: childrenOf(tree) };
  const { literal } = tree;
  if (/^-?\d/.test(literal)) return { literal: JSON.stringify(literal) };
  if (!literal.startsWith('"')) return { literal: JSON.stringify(literal) };
  const inner = literal.slice(1, -1);
  return /^-?\d+(\.\d+)?$/.test(inner) ? { literal: inner } : { items: [tree] };
}

function nested(tree: JsonTree, dice: Dice): JsonTree {
  const depth = dice.chance(0.1) ? dice.below(DEPTH_MAX) : dice.below(20);
  const isList = dice.chance(0.5);
  let whole = tree;
  for (let level = 0; level < depth; level++) whole = isList ? { items: [whole] } : { fields: [["a", whole]] };
  return whole;
}

function changedName(name: string, dice: Dice): string {
  const changes = [
    name.toUpperCase(),
    `${name}s`,
    name.slice(1),
    ` ${name}`,
    name.replaceAll("_", ""),
    `${name}\u0301`,
  ];
  return dice.pick(changes);
}

function shuffled(tree: JsonTree, dice: Dice): JsonTree {
  const turned = <T>(list: readonly T[]) => {
    const at = dice.below(list.length + 1);
    return [...list.slice(at), ...list.slice(0, at)];
  };
  if ("items" in tree) return { items: turned(tree.items) };
  return "fields" in tree ? { fields: turned(tree.fields) } : tree;
}

/** A number that is another one, or a text with a part of it cut, doubled or, where it is JSON itself, bent. */
function bentLiteral(literal: string, dice: Dice): JsonTree {
  if (/^-?\d/.test(literal)) {
    return {
      literal: dice.pick([`-${literal}`, `${literal}000`, `${literal}.5`, `${literal}e3`, `${literal}e-3`, "0"]),
    };
  }
  const inner = literal.startsWith('"') ? parsed(literal) : undefined;
  if (typeof inner !== "string") return { literal: dice.pick(STRANGE_LITERALS) };
  const within = /^\s*[[{]/.test(inner) ? parsed(inner) : undefined;
  if (within !== undefined) return { literal: JSON.stringify(textOf(bendTree(treeOf(within), dice))) };
  const at = dice.below(inner.length + 1);
  const part = dice.pick([
    inner.slice(at),
    inner.slice(0, at),
    inner + inner,
    inner.slice(0, at) + dice.pick(STRANGE_NAMES),
  ]);
  return { literal: JSON.stringify(part) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
