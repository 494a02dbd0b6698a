import { deflateRawSync, inflateRawSync } from "node:zlib";

/** An attempt, by instant and hash of its id, with what it said before a change and after it. */
export type FormerColumns = {
  length: number;
  startedAtUs: Float64Array;
  idHash: BigInt64Array;
  /** NO_COST stands for null. */
  formerPico: BigInt64Array;
  newPico: BigInt64Array;
  formerSet: Int32Array;
  newSet: Int32Array;
  /** Bit 0: the former cost was an estimate; bit 1: the new one is. */
  estimated: Uint8Array;
};

export const NO_COST = -(2n ** 63n);
const BYTES = 8 * 4 + 4 * 2 + 1;
// Hashes do not get smaller, and of the rest most is gained at once.
const LEVEL = 1;

export function formerColumns(length: number): FormerColumns {
  return {
    length,
    startedAtUs: new Float64Array(length),
    idHash: new BigInt64Array(length),
    formerPico: new BigInt64Array(length),
    newPico: new BigInt64Array(length),
    formerSet: new Int32Array(length),
    newSet: new Int32Array(length),
    estimated: new Uint8Array(length),
  };
}

/** Columns behind one another in this machine's order of bytes (little endian wherever Node runs), deflated. */
export function packFormer(columns: FormerColumns): Buffer {
  return deflateRawSync(Buffer.concat(columnsOf(columns).map(bytesOf)), { level: LEVEL });
}

export function unpackFormer(packed: Uint8Array): FormerColumns {
  const bytes = inflateRawSync(packed);
  const columns = formerColumns(bytes.length / BYTES);
  let at = 0;
  for (const column of columnsOf(columns)) {
    const target = bytesOf(column);
    bytes.copy(target, 0, at, at + target.length);
    at += target.length;
  }
  return columns;
}

type Column = Float64Array | BigInt64Array | Int32Array | Uint8Array;

function columnsOf(columns: FormerColumns): Column[] {
  const { startedAtUs, idHash, formerPico, newPico, formerSet, newSet, estimated } = columns;
  return [startedAtUs, idHash, formerPico, newPico, formerSet, newSet, estimated];
}

function bytesOf({ buffer, byteOffset, byteLength }: Column): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
