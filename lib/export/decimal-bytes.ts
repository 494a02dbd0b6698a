export const DECIMAL_BYTES = 16;
const SLAB_BYTES = 64 * 1024;
const HALF = 64n;
const LOW = (1n << HALF) - 1n;

/** Decimals as the sixteen bytes that Parquet has for them, big-endian; the same number is the same bytes. */
export class DecimalBytes {
  readonly #known = new Map<bigint, Uint8Array>();
  #slab = new ArrayBuffer(SLAB_BYTES);
  #at = 0;

  of(value: bigint): Uint8Array {
    const known = this.#known.get(value);
    if (known) return known;
    if (this.#at === SLAB_BYTES) {
      this.#slab = new ArrayBuffer(SLAB_BYTES);
      this.#at = 0;
    }
    const bytes = new Uint8Array(this.#slab, this.#at, DECIMAL_BYTES);
    const view = new DataView(this.#slab, this.#at, DECIMAL_BYTES);
    view.setBigInt64(0, value >> HALF);
    view.setBigUint64(8, value & LOW);
    this.#at += DECIMAL_BYTES;
    this.#known.set(value, bytes);
    return bytes;
  }

  /** Lets go of what was made so far; whoever holds it keeps it. */
  forget(): void {
    this.#known.clear();
  }
}

/** The number that big-endian bytes are, of whatever length. */
export function numberOfBytes(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(bytes.length * 8, value);
}
