import { fnv1a32OfBytes } from "@/lib/breaker/fnv1a";
import { allocateAttempts, type RecordedAttempts } from "@/lib/domain/backtest/recorded-attempts";
import { sizeClassOf } from "@/lib/domain/backtest/size-class";
import { type AttemptPiece, IN_LONG, IS_TEXT, NOTHING, OUTCOME_BITS, TOKENS_FACTOR } from "./attempt-piece";

/** PostgreSQL counts from 2000. */
const EPOCH_2000_US = 946_684_800_000_000;
const UUID_BYTES = 16;
const HEX = new TextEncoder().encode("0123456789abcdef");
const DASH = 45;

/** The attempts of a piece; in the place of their pairs stand the ids of their dimension sets. */
export function decodePiece(piece: AttemptPiece): RecordedAttempts {
  const attempts = allocateAttempts(piece.n, []);
  const startedAt = viewOf(piece.started_at);
  const setAndDuration = viewOf(piece.set_duration);
  const ttftFacts = viewOf(piece.ttft_facts);
  const long = viewOf(piece.long);
  const cost = viewOf(piece.cost);
  const hashes = new HashReader(piece.request_uuids, piece.request_texts);
  let longs = 0;
  for (let index = 0; index < piece.n; index++) {
    const duration = setAndDuration.getUint32(index * 8 + 4);
    const ttft = ttftFacts.getUint32(index * 8);
    const facts = ttftFacts.getUint32(index * 8 + 4);
    const tokens = Math.floor(facts / TOKENS_FACTOR);
    attempts.startUs[index] = wideAt(startedAt, index) + EPOCH_2000_US;
    attempts.pair[index] = setAndDuration.getUint32(index * 8);
    attempts.outcome[index] = facts & OUTCOME_BITS;
    attempts.durationUs[index] = duration === IN_LONG ? wideAt(long, longs) : duration;
    if (ttft !== NOTHING) attempts.ttftUs[index] = ttft === IN_LONG ? wideAt(long, longs + 1) : ttft;
    if (duration === IN_LONG || ttft === IN_LONG) longs += 2;
    attempts.size[index] = sizeClassOf(tokens === 0 ? null : tokens - 1);
    attempts.hash[index] = (facts & IS_TEXT) === 0 ? hashes.nextUuid() : hashes.nextText();
    attempts.costs.setHalves(index, cost.getInt32(index * 8), cost.getUint32(index * 8 + 4));
  }
  return attempts;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Eight bytes as a number: instants and durations are far below 2^53. */
function wideAt(view: DataView, index: number): number {
  return view.getInt32(index * 8) * 2 ** 32 + view.getUint32(index * 8 + 4);
}

/** Hashes of request ids one after the other, UUIDs as the text they are written as. */
class HashReader {
  readonly #uuids: Uint8Array;
  readonly #texts: Uint8Array;
  readonly #written = new TextEncoder().encode("........-....-....-....-............");
  #uuid = 0;
  #text = 0;

  constructor(uuids: Uint8Array, texts: Uint8Array) {
    this.#uuids = uuids;
    this.#texts = texts;
  }

  nextUuid(): number {
    const written = this.#written;
    let at = 0;
    for (let place = 0; place < UUID_BYTES; place++) {
      const byte = this.#uuids[this.#uuid++] ?? 0;
      if (written[at] === DASH) at++;
      written[at++] = HEX[byte >> 4] ?? 0;
      written[at++] = HEX[byte & 15] ?? 0;
    }
    return fnv1a32OfBytes(written);
  }

  nextText(): number {
    const from = this.#text;
    const end = this.#texts.indexOf(0, from);
    this.#text = end + 1;
    return fnv1a32OfBytes(this.#texts.subarray(from, end));
  }
}
