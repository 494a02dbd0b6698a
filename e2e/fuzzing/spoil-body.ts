import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import type { Dice } from "./create-dice";

export type Body = { bytes: Uint8Array; headers: Readonly<Record<string, string>> };

const BOMB_BYTES = 40 * 1024 * 1024;
const TYPES = [
  ...["application/json", "application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-protobuf"],
  ...[
    "application/protobuf",
    "text/plain",
    "text/plain; charset=utf-16",
    "application/json; charset=utf-16le",
    "text/csv",
  ],
  ...["multipart/form-data; boundary=x", "application/json;;;", "APPLICATION/JSON", "json", "*/*", "application/"],
];
const ENCODINGS = ["gzip", "br", "deflate", "zstd", "identity", "gzip, gzip", "x-gzip", "GZIP", "none", "gzip;q=1"];

const packed =
  (pack: (bytes: Uint8Array) => Uint8Array, encoding: string) =>
  (body: Body): Body => {
    return { bytes: pack(body.bytes), headers: { ...body.headers, "content-encoding": encoding } };
  };
const gzipped = packed(gzipSync, "gzip");
const cut = ({ bytes, headers }: Body, dice: Dice): Body => {
  return { bytes: bytes.subarray(0, dice.below(bytes.length + 1)), headers };
};
const flipped = ({ bytes, headers }: Body, dice: Dice): Body => {
  const changed = Uint8Array.from(bytes);
  for (let times = 1 + dice.below(4); times > 0 && changed.length > 0; times--) {
    changed[dice.below(changed.length)] = dice.below(256);
  }
  return { bytes: changed, headers };
};
const recoded =
  (encoding: BufferEncoding) =>
  ({ bytes, headers }: Body): Body => {
    return { bytes: Buffer.from(Buffer.from(bytes).toString("utf8"), encoding), headers };
  };

/** What can befall a body on its way, its type and its packing with it. */
export const SPOILS = {
  gzipped,
  brotli: packed(brotliCompressSync, "br"),
  deflated: packed(deflateSync, "deflate"),
  "gzipped twice": (body: Body) => packed(gzipSync, "gzip")(gzipped(body)),
  "gzipped and cut": (body: Body, dice: Dice) => cut(gzipped(body), dice),
  "gzipped and flipped": (body: Body, dice: Dice) => flipped(gzipped(body), dice),
  "a bomb": ({ headers }: Body) => gzipped({ bytes: new Uint8Array(BOMB_BYTES), headers }),
  "said to be packed": ({ bytes, headers }: Body, dice: Dice) => {
    return { bytes, headers: { ...headers, "content-encoding": dice.pick(ENCODINGS) } };
  },
  "of another type": ({ bytes, headers }: Body, dice: Dice) => {
    return { bytes, headers: { ...headers, "content-type": dice.pick(TYPES) } };
  },
  "of no type": ({ bytes, headers: { "content-type": _, ...headers } }: Body) => ({ bytes, headers }),
  cut,
  flipped,
  empty: ({ headers }: Body) => ({ bytes: new Uint8Array(), headers }),
  "random bytes": ({ headers }: Body, dice: Dice) => {
    return { bytes: Uint8Array.from({ length: dice.below(400) }, () => dice.below(256)), headers };
  },
  "in utf-16": recoded("utf16le"),
  "in latin1": recoded("latin1"),
  "behind a byte order mark": ({ bytes, headers }: Body) => {
    return { bytes: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]), headers };
  },
} as const satisfies Record<string, (body: Body, dice: Dice) => Body>;

export type SpoilName = keyof typeof SPOILS;
/** Names with a bomb much rarer than the rest, since the server unpacks much of each. */
const NAMES = Object.keys(SPOILS) as SpoilName[];
const BOMB_SHARE = 0.1;

export function pickSpoil(dice: Dice): SpoilName {
  const name = dice.pick(NAMES);
  return name === "a bomb" && !dice.chance(BOMB_SHARE) ? "gzipped" : name;
}
