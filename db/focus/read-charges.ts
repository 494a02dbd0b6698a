import { setImmediate as turn } from "node:timers/promises";
import { AppError } from "@/lib/contract/error";
import type { FocusQuery } from "@/lib/contract/focus";
import { capacityCharges } from "@/lib/domain/focus/capacity-charge";
import type { Charge } from "@/lib/domain/focus/charge";
import { correctionCharges } from "@/lib/domain/focus/correction-charge";
import { groupCharges } from "@/lib/domain/focus/group-charges";
import { usageCharge } from "@/lib/domain/focus/usage-charge";
import { createExchangeRates } from "@/lib/domain/pricing/exchange-rates";
import { dayOfMinute, daySpans } from "@/lib/domain/time/day-spans";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { DAY_MINUTES, MINUTE_MS } from "@/lib/domain/time/units";
import { minuteSpan } from "../aggregates/answer-window";
import type { Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import type { FrozenCharge } from "../closed-months/frozen-charge";
import { listCloses, type MonthClose } from "../closed-months/list-closes";
import { listFrozenCharges } from "../closed-months/list-frozen-charges";
import { readFrozenRows } from "../closed-months/read-frozen-rows";
import { listChargedPrices } from "../prices/list-charged-prices";
import { listExchangeRates } from "../prices/list-exchange-rates";
import type { StoredPrice } from "../prices/stored-price";
import type { AttemptGroups } from "./attempt-groups";
import { rowCharges } from "./charges-of-rows";
import { groupSeries, ownerLookup } from "./owner-series";
import { readAttemptGroups } from "./read-attempt-groups";
import { readCapacityCharges } from "./read-capacity-charges";
import { correctionPeriod, isCut, readLateCharges } from "./read-late-charges";
import { readSummedGroups } from "./read-summed-groups";
import { readUsageCharges } from "./read-usage-charges";
import { type Give, streamTransaction } from "./stream-transaction";

const ROWS_PER_BATCH = 200;

export type ChargesInput = Pick<FocusQuery, "granularity"> & { window: TimeWindow; retention: Retention; now: Date };

/** Charges, and when their month was closed: null of those that may still change. */
type ChargeBatch = { charges: Charge[]; closedAt: Date | null };

/** What charges are made of. They are made when they are asked for: those that waited to be written would be most of the memory. */
type Source = { charges: () => Iterable<Charge[]>; closedAt: Date | null };

/**
 * The charges of a window, in one snapshot, a few thousand at a time: what they are billed adds up, to the last digit, to its spend
 * where it holds no closed month as a whole and no corrections; `hour` never has either.
 *
 * By time, attempts by UTC day; of days whose single attempts are gone, from sums, by day alone; then usage records and reserved
 * capacity. Unless hours are asked for, a closed month that lies in the window as a whole is as it was when it was closed, corrections
 * of earlier months that it charges among it; what no closed month charges is corrected where the last one ends. Windows that
 * follow each other and cut no closed month add up to the spend of all, each amount once, where each was read after its months
 * were closed, the last one now.
 *
 * UNPROCESSABLE where a closed month begins or ends within a day of which only the whole is left.
 */
export async function* readCharges(db: Db, input: ChargesInput): AsyncGenerator<Charge[], void, undefined> {
  for await (const { charges } of readChargeBatches(db, input)) yield charges;
}

/** The same, with when they were signed. */
export async function* readChargeBatches(db: Db, input: ChargesInput): AsyncGenerator<ChargeBatch, void, undefined> {
  for await (const { charges, closedAt } of readSources(db, input)) {
    for (const batch of charges()) {
      if (batch.length > 0) yield { charges: batch, closedAt };
      // What was taken may take long to work on: the connection gets its turn in between.
      await turn();
    }
  }
}

function readSources(db: Db, input: ChargesInput): AsyncGenerator<Source, void, undefined> {
  return streamTransaction<Source>(db, async (tx, give) => {
    const prices = new Map((await listChargedPrices(tx)).map((price) => [price.id, price]));
    const live: Give<Source["charges"]> = (charges) => give({ charges, closedAt: null });
    const asked = { ...input, rates: createExchangeRates(await listExchangeRates(tx)) };
    const closes = input.granularity === "hour" ? [] : await listCloses(tx);
    const read: MinuteSpan[] = [];
    for (const { span, close } of piecesOf(closes, input)) {
      if (close === null) read.push(await giveAttempts(tx, { ...input, span, prices }, live));
      else await giveFrozen(tx, { window: input.window, close, closes, prices }, give);
    }
    for (const span of read) {
      for await (const records of readUsageCharges(tx, span))
        await live(batchesOf(records, (record) => [usageCharge(record)]));
    }
    for (const span of read) await live(once(await readCapacityCharges(tx, { ...asked, span })));
    await live(once(await readLateCharges(tx, { ...asked, closes })));
  });
}

type Piece = { span: MinuteSpan; close: MonthClose | null };

/** A window in pieces, in order: months that were closed, and what lies between them. */
function piecesOf(closes: readonly MonthClose[], { window, retention }: ChargesInput): Piece[] {
  const pieces: Piece[] = [];
  let from = window.from;
  const addLive = (to: Date) => {
    if (from < to) pieces.push({ span: minuteSpan({ from, to }), close: null });
  };
  for (const close of closes) {
    if (close.startsAt < window.from || close.endsAt > window.to) continue;
    addLive(close.startsAt);
    pieces.push({ span: minuteSpan({ from: close.startsAt, to: close.endsAt }), close });
    from = close.endsAt;
  }
  addLive(window.to);
  refuseShared(pieces, retention);
  return pieces;
}

/** Of a day whose quarter hours are gone only the whole is left, which would count again what a closed month has of it. */
function refuseShared(pieces: readonly Piece[], { quarterRetainedFrom = Number.NEGATIVE_INFINITY }: Retention): void {
  const shared = pieces.slice(1).find(({ span: { from } }, place) => {
    const isBetweenCloses = pieces[place]?.close != null && pieces[place + 1]?.close != null;
    return !isBetweenCloses && from < quarterRetainedFrom && from % DAY_MINUTES !== 0;
  });
  if (!shared) return;
  const at = new Date(shared.span.from * MINUTE_MS).toISOString();
  const message = `A closed month and days of which only the whole is left meet at ${at}, within a day: begin or end the range there`;
  throw new AppError("UNPROCESSABLE", message, { fields: { from: [message] } });
}

type Prices = ReadonlyMap<string, StoredPrice>;

/** Makes charges of a few hundred rows at a time. */
function batchesOf<Row>(rows: readonly Row[], chargesOf: (row: Row, index: number) => Charge[]): Source["charges"] {
  return function* batches() {
    let charges: Charge[] = [];
    for (const [index, row] of rows.entries()) {
      for (const charge of chargesOf(row, index)) charges.push(charge);
      if ((index + 1) % ROWS_PER_BATCH !== 0) continue;
      yield charges;
      charges = [];
    }
    yield charges;
  };
}

type FrozenInput = { window: TimeWindow; close: MonthClose; closes: readonly MonthClose[]; prices: Prices };

/** As it was signed; corrections of a month that the window cuts are left out, since the rest of that is as it is now. */
async function giveFrozen(tx: Db, { window, close, closes, prices }: FrozenInput, give: Give<Source>): Promise<void> {
  const { month, closedAt } = close;
  const chargesOf = rowCharges(prices);
  for await (const rows of readFrozenRows(tx, month)) await give({ charges: batchesOf(rows, chargesOf), closedAt });
  const cut = new Set(closes.filter((each) => isCut(each, window)).map((each) => each.month));
  const frozen = (await listFrozenCharges(tx, { in: month })).filter((charge) => !cut.has(charge.month));
  await give({ charges: batchesOf(frozen, (charge) => frozenCharges(charge, close)), closedAt });
}

function frozenCharges(charge: FrozenCharge, { startsAt, endsAt }: MonthClose): Charge[] {
  if (charge.kind === "stretch") return capacityCharges(charge.capacity, charge);
  return correctionCharges(charge, correctionPeriod(startsAt, endsAt));
}

const once =
  (charges: Charge[]): Source["charges"] =>
  () => [charges];

type LiveInput = ChargesInput & { span: MinuteSpan; prices: Prices };

/** Resolves to what was really read: wider than asked only where fine sums are gone. */
async function giveAttempts(tx: Db, input: LiveInput, give: Give<Source["charges"]>): Promise<MinuteSpan> {
  const { granularity, retention, prices } = input;
  const read = { ...input.span };
  const owners = ownerLookup(prices);
  for (const span of daySpans(input.span)) {
    if (dayOfMinute(span.from) < retention.rawRetainedFrom) {
      const summed = await readSummedGroups(tx, { span, retention });
      read.from = Math.min(read.from, summed.span.from);
      read.to = Math.max(read.to, summed.span.to);
      await give(batchesOf(summed.groups, (group) => groupCharges(group, null, groupSeries(group.owner, null))));
      continue;
    }
    for await (const groups of readAttemptGroups(tx, { span, byHour: granularity === "hour" })) {
      await owners.learn(tx, groups);
      await give(attemptCharges(groups, owners));
    }
  }
  return read;
}

function attemptCharges(groups: AttemptGroups, owners: ReturnType<typeof ownerLookup>): Source["charges"] {
  // Looked up here and now: what was learnt of is not remembered for ever.
  const owned = Array.from({ length: groups.length }, (_, index) =>
    owners.seriesOf(groups.dimensionSetIdOf(index), groups.labelSetIdOf(index)),
  );
  return batchesOf(owned, ({ price, series }, index) => groupCharges(groups.at(index), price, series));
}
