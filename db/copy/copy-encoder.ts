const SIGNATURE = Buffer.from("PGCOPY\n\xff\r\n\0", "latin1");
const HEADER_BYTES = SIGNATURE.length + 8;
const EPOCH_2000_US = 946_684_800_000_000;
const TWO_32 = 4_294_967_296;
const ASCII_LOOP_MAX = 64;
const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);
const UUID_LENGTH = 36;
const UUID_HYPHENS = [8, 13, 18, 23];
/** Where the two digits of each byte begin. */
const UUID_PLACES = Uint8Array.of(0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34);
const HYPHEN = 0x2d;
/** The value of each lower-case digit by its character code, and -1. */
const HEX_DIGITS = Int8Array.from({ length: 128 }, (_, code) => "0123456789abcdef".indexOf(String.fromCharCode(code)));

/**
 * Writes rows in PostgreSQL's binary COPY format into one growing buffer, which serves one COPY after another.
 * Why our own: docs/decisions/copy-encoder.md.
 *
 * A row is `row(fields)` followed by exactly that many values, in the order of the statement's columns.
 */
export class CopyEncoder {
  bytes: Buffer;
  at = 0;

  constructor(capacity = 64 * 1024) {
    this.bytes = Buffer.allocUnsafeSlow(capacity);
    this.reset();
  }

  reset(): void {
    SIGNATURE.copy(this.bytes, 0);
    this.bytes.fill(0, SIGNATURE.length, HEADER_BYTES);
    this.at = HEADER_BYTES;
  }

  row(fields: number): void {
    this.reserve(2 + fields * 12);
    this.int16Raw(fields);
  }

  null(): void {
    this.reserve(4);
    this.int32Raw(-1);
  }

  int16(value: number): void {
    this.reserve(6);
    this.int32Raw(2);
    this.int16Raw(value);
  }

  int32(value: number): void {
    this.reserve(8);
    this.int32Raw(4);
    this.int32Raw(value);
  }

  /** A whole number up to 2⁵³ in size. */
  int64(value: number): void {
    this.reserve(12);
    this.int32Raw(8);
    this.int64Raw(value);
  }

  bigint(value: bigint): void {
    if (value >= -MAX_SAFE && value <= MAX_SAFE) {
      this.int64(Number(value));
      return;
    }
    this.reserve(12);
    this.int32Raw(8);
    this.at = this.bytes.writeBigInt64BE(value, this.at);
  }

  /** Epoch µs. */
  timestamp(epochUs: number): void {
    this.int64(epochUs - EPOCH_2000_US);
  }

  boolean(value: boolean): void {
    this.reserve(5);
    this.int32Raw(1);
    this.bytes[this.at++] = value ? 1 : 0;
  }

  /** The place of a row (ctid): its page and which it is in it. */
  tid(page: number, item: number): void {
    this.reserve(10);
    this.int32Raw(6);
    this.int32Raw(page);
    this.int16Raw(item);
  }

  text(value: string): void {
    this.reserve(4 + value.length * 3);
    const start = this.at;
    this.at += 4;
    if (value.length > ASCII_LOOP_MAX || !this.asciiRaw(value)) {
      this.at = start + 4 + this.bytes.write(value, start + 4);
    }
    this.bytes.writeInt32BE(this.at - start - 4, start);
  }

  /** Writes a UUID in canonical form (36 lower-case characters); anything else writes nothing and is answered false. */
  uuid(value: string): boolean {
    if (value.length !== UUID_LENGTH) return false;
    this.reserve(20);
    const { bytes } = this;
    const start = this.at + 4;
    // Negative as soon as one digit is none.
    let digits = 0;
    for (let index = 0; index < 16; index++) {
      const place = UUID_PLACES[index] ?? 0;
      const high = HEX_DIGITS[value.charCodeAt(place)] ?? -1;
      const low = HEX_DIGITS[value.charCodeAt(place + 1)] ?? -1;
      digits |= high | low;
      bytes[start + index] = (high << 4) | low;
    }
    if (digits < 0 || !UUID_HYPHENS.every((place) => value.charCodeAt(place) === HYPHEN)) return false;
    this.int32Raw(16);
    this.at = start + 16;
    return true;
  }

  /** An integer of any size as numeric; digits are groups of four decimals. */
  numeric(value: bigint): void {
    const digits: number[] = [];
    let rest = value < 0n ? -value : value;
    for (; rest > MAX_SAFE; rest /= 10_000n) digits.push(Number(rest % 10_000n));
    for (let small = Number(rest); small > 0; small = Math.floor(small / 10_000)) digits.push(small % 10_000);
    this.reserve(12 + digits.length * 2);
    this.int32Raw(8 + digits.length * 2);
    this.int16Raw(digits.length);
    this.int16Raw(Math.max(0, digits.length - 1));
    this.int16Raw(value < 0n ? 0x4000 : 0);
    this.int16Raw(0);
    for (let index = digits.length - 1; index >= 0; index--) this.int16Raw(digits[index] ?? 0);
  }

  bytea(value: Uint8Array): void {
    this.reserve(4 + value.length);
    this.int32Raw(value.length);
    this.bytes.set(value, this.at);
    this.at += value.length;
  }

  /** A one-dimensional array: `write(index)` must write exactly one element each, or null. */
  array(elementOid: number, length: number, write: (index: number) => void): void {
    this.reserve(24);
    const start = this.at;
    this.int32Raw(0);
    this.int32Raw(length === 0 ? 0 : 1);
    this.int32Raw(1);
    this.int32Raw(elementOid);
    if (length > 0) {
      this.int32Raw(length);
      this.int32Raw(1);
      for (let index = 0; index < length; index++) write(index);
    }
    this.bytes.writeInt32BE(this.at - start - 4, start);
  }

  /** The finished stream of rows; valid until the encoder is written to or reset. */
  finish(): Buffer {
    this.reserve(2);
    this.int16Raw(-1);
    return this.bytes.subarray(0, this.at);
  }

  private reserve(length: number): void {
    if (this.at + length <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.at + length));
    this.bytes.copy(larger, 0, 0, this.at);
    this.bytes = larger;
  }

  private int16Raw(value: number): void {
    const { bytes, at } = this;
    bytes[at] = value >> 8;
    bytes[at + 1] = value;
    this.at = at + 2;
  }

  private int32Raw(value: number): void {
    const { bytes, at } = this;
    bytes[at] = value >> 24;
    bytes[at + 1] = value >> 16;
    bytes[at + 2] = value >> 8;
    bytes[at + 3] = value;
    this.at = at + 4;
  }

  private int64Raw(value: number): void {
    const high = Math.floor(value / TWO_32);
    this.int32Raw(high);
    this.int32Raw(value - high * TWO_32);
  }

  private asciiRaw(value: string): boolean {
    const { bytes } = this;
    let { at } = this;
    for (let index = 0; index < value.length; index++) {
      const code = value.charCodeAt(index);
      if (code > 127) return false;
      bytes[at++] = code;
    }
    this.at = at;
    return true;
  }
}

/** Type oids of array elements, fixed in PostgreSQL's catalogue. */
export const OID = { bytea: 17, int8: 20, int4: 23, text: 25, timestamptz: 1184, numeric: 1700 } as const;
