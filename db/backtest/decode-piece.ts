import { fnv1a32OfBytes } from "@/lib/breaker/fnv1a";
import { allocateAttempts, type RecordedAttempts } from "@/lib/domain/backtest/recorded-attempts";
import { sizeClassOf } from "@/lib/domain/backtest/size-class";
import { type AttemptPiece, HAS_COST, IN_LONG, IS_UUID, NOTHING, OUTCOME_BITS } from "./attempt-piece";

/** PostgreSQL counts from 2000. */
const EPOCH_2000_US = 946_684_800_000_000;
const UUID_BYTES = 16;
const HEX = new TextEncoder().encode("0123456789abcdef");
const DASH = 45;
const DASHES_BEFORE = new Set([4, 6, 8, 10]);

/** The attempts of a piece; in the place of their pairs stand the ids of their attributions. */
export function decodePiece(piece: AttemptPiece): RecordedAttempts {
  const attempts = allocateAttempts(piece.n, []);
  const startedAt = viewOf(piece.started_at);
  const attribution = viewOf(piece.attribution);
  const facts = viewOf(piece.facts);
  const duration = longReader(piece.duration, piece.long_duration);
  const ttft = longReader(piece.ttft, piece.long_ttft);
  const tokens = viewOf(piece.input_tokens);
  const cost = viewOf(piece.cost);
  const hashes = hashReader(piece.request_uuids, piece.request_texts);
  let costs = 0;
  for (let index = 0; index < piece.n; index++) {
    const fact = facts.getInt16(index * 2);
    const inputTokens = tokens.getInt32(index * 4);
    attempts.startUs[index] = wideAt(startedAt, index) + EPOCH_2000_US;
    attempts.pair[index] = attribution.getInt32(index * 4);
    attempts.outcome[index] = fact & OUTCOME_BITS;
    attempts.durationUs[index] = duration(index);
    attempts.ttftUs[index] = ttft(index);
    attempts.size[index] = sizeClassOf(inputTokens === NOTHING ? null : inputTokens);
    attempts.hash[index] = hashes((fact & IS_UUID) !== 0);
    if ((fact & HAS_COST) !== 0) attempts.costPico[index] = cost.getBigInt64(costs++ * 8);
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

/** Reads a column of four bytes in order, some of whose values are in a column of long ones. */
function longReader(short: Uint8Array, long: Uint8Array): (index: number) => number {
  const shorts = viewOf(short);
  const longs = viewOf(long);
  let taken = 0;
  return (index) => {
    const value = shorts.getInt32(index * 4);
    return value === IN_LONG ? wideAt(longs, taken++) : value;
  };
}

/** Hashes of the next request id, UUIDs as the text they are written as. */
function hashReader(uuids: Uint8Array, texts: Uint8Array): (isUuid: boolean) => number {
  const written = new Uint8Array(36);
  let uuid = 0;
  let text = 0;
  return (isUuid) => {
    if (!isUuid) {
      const from = text;
      const end = texts.indexOf(0, from);
      text = end + 1;
      return fnv1a32OfBytes(texts.subarray(from, end));
    }
    let at = 0;
    for (let place = 0; place < UUID_BYTES; place++) {
      const byte = uuids[uuid + place] ?? 0;
      if (DASHES_BEFORE.has(place)) written[at++] = DASH;
      written[at++] = HEX[byte >> 4] ?? 0;
      written[at++] = HEX[byte & 15] ?? 0;
    }
    uuid += UUID_BYTES;
    return fnv1a32OfBytes(written);
  };
}
