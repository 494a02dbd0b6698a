import type { VarintReader } from "./sketch-varint";

/** What a piece of values begins with, as a varint and in hexadecimal: no plain piece has as many pairs as this says. */
export const VALUES = 16_383;
export const VALUES_HEAD = "ff7f";

const VALUE_BYTES = 8;

/**
 * Reads what follows VALUES: how many values there are in four bytes, then each whole value in eight, most significant first.
 *
 * A database that finds no bins can write such a piece; it is made to be read at once and not to be stored.
 */
export function readValues(reader: VarintReader, use: (value: number) => void): void {
  const { bytes, offset } = reader;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (offset + 4 > bytes.length) throw new RangeError("A sketch ends in the middle of a number");
  const end = offset + 4 + view.getUint32(offset) * VALUE_BYTES;
  if (end > bytes.length) throw new RangeError("A sketch ends in the middle of a piece");
  for (let at = offset + 4; at < end; at += VALUE_BYTES) use(view.getInt32(at) * 2 ** 32 + view.getUint32(at + 4));
  reader.offset = end;
}
