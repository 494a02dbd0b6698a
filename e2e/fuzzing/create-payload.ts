import { bendWithin } from "./bend-tree";
import { createDice, type Dice } from "./create-dice";
import type { Target } from "./create-targets";
import { encodeExport } from "./encode-export";
import { type JsonTree, textOf } from "./json-tree";
import { type Body, pickSpoil, SPOILS, type SpoilName } from "./spoil-body";
import { STRANGE_NAMES } from "./strange-literals";

/** One payload, still in the parts it is made of, so that each can be left out to see whether it matters. */
export type Payload = {
  method: string;
  /** With the names of its parameters in braces still. */
  path: string;
  /** In place of the path's parameters; null asks for one that is known. */
  parameter: string | null;
  tree: JsonTree;
  writing: "json" | "lines" | "protobuf";
  spoils: readonly { name: SpoilName; seed: number }[];
};

const BENT_SHARE = 0.9;
const SPOILED_SHARE = 0.3;
const OTHER_SAMPLE_SHARE = 0.05;
const PROTOBUF_SHARE = 0.5;
const KNOWN_PARAMETER_SHARE = 0.9;
const LINES_SHARE = 0.15;

/** The payload of one number: the same for the same seed and targets. */
export function createPayload(targets: readonly Target[], seed: number, number: number): Payload {
  const dice = createDice(seed, number);
  const target = dice.pick(targets);
  const from = dice.chance(OTHER_SAMPLE_SHARE) ? dice.pick(targets) : target;
  const sample = dice.pick(from.samples);
  return {
    method: target.method,
    path: target.path,
    parameter: dice.chance(KNOWN_PARAMETER_SHARE) ? null : dice.pick(STRANGE_NAMES),
    tree: dice.chance(BENT_SHARE) ? bendWithin(sample, "text", dice) : sample,
    writing: pickWriting(target, dice),
    spoils: pickSpoils(dice),
  };
}

function pickWriting({ isOtlp }: Target, dice: Dice): Payload["writing"] {
  if (isOtlp && dice.chance(PROTOBUF_SHARE)) return "protobuf";
  return dice.chance(LINES_SHARE) ? "lines" : "json";
}

function pickSpoils(dice: Dice): Payload["spoils"] {
  if (!dice.chance(SPOILED_SHARE)) return [];
  const count = dice.chance(0.2) ? 2 : 1;
  return Array.from({ length: count }, () => ({ name: pickSpoil(dice), seed: dice.below(2 ** 31) }));
}

export function addressWith(path: string, parameter: string): string {
  return path.replace(/\{\w+\}/g, () => encodeURIComponent(parameter.toWellFormed()));
}

/** What is sent of it. */
export function bodyOf({ tree, writing, spoils }: Payload): Body {
  let body: Body = written(tree, writing);
  for (const { name, seed } of spoils) body = SPOILS[name](body, createDice(seed));
  return body;
}

function written(tree: JsonTree, writing: Payload["writing"]): Body {
  if (writing === "lines") {
    const lines = "items" in tree ? tree.items : [tree];
    return { bytes: Buffer.from(lines.map(textOf).join("\n")), headers: { "content-type": "application/x-ndjson" } };
  }
  const text = textOf(tree);
  const bytes = writing === "protobuf" ? encodeExport(text) : null;
  if (bytes) return { bytes, headers: { "content-type": "application/x-protobuf" } };
  return { bytes: Buffer.from(text), headers: { "content-type": "application/json" } };
}
