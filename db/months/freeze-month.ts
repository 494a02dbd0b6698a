import { createHash } from "node:crypto";
import { AppError } from "@/lib/contract/error";
import { MONTH_ROW_COLUMNS, MONTH_ROWS_HEADER } from "@/lib/contract/month-row";
import type { MonthStatement, OpenQuestion } from "@/lib/contract/month-statement";
import { statementSums } from "@/lib/contract/statement-sums";
import type { MonthRow } from "@/lib/domain/months/month-row";
import { MonthSums } from "@/lib/domain/months/month-sums";
import { formatUsd } from "@/lib/domain/pricing/usd";
import { dateText } from "@/lib/domain/time/calendar-dates";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { DAY_MS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import { minuteSpan } from "../aggregates/answer-window";
import type { Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import { listChargedPrices } from "../prices/list-charged-prices";
import { listExchangeRates } from "../prices/list-exchange-rates";
import { toPriceVersion } from "../prices/price-version";
import type { StoredPrice } from "../prices/stored-price";
import { monthCloseRows } from "../schema/month-close";
import { freezeCharges } from "./freeze-charges";
import { readMonthRows } from "./read-month-rows";
import type { MonthTotals } from "./read-month-totals";
import { readOpenQuestions } from "./read-open-questions";

type FreezeInput = { month: string; span: TimeWindow; now: Date; retention: Retention };
type Frozen = Pick<MonthStatement, "totals" | "models" | "owners" | "prices" | "exchange_rates" | "rows"> & {
  questions: OpenQuestion[];
};

const READ_ONLY = { isolationLevel: "repeatable read", accessMode: "read only" } as const;
const PIECE_CHARACTERS = 512 * 1024;

/**
 * Reads a month in one snapshot of its own, stores its rows in `tx` and what else it charges, and adds the rows up.
 *
 * UNPROCESSABLE where single attempts do not add up to the sums that reports read.
 */
export function freezeMonth(db: Db, tx: Db, input: FreezeInput): Promise<Frozen> {
  const { month, span, now, retention } = input;
  return db.transaction(async (snapshot) => {
    const { totals, questions } = await readOpenQuestions(snapshot, { span, now, retention });
    const prices = new Map((await listChargedPrices(snapshot)).map((price) => [price.id, price]));
    const sums = new MonthSums();
    const file = new RowsFile(tx, month);
    const rateDays = new Set<string>();
    for await (const rows of readMonthRows(snapshot, { span: minuteSpan(span), retention, prices })) {
      for (const { row, line } of rows) {
        sums.add(row);
        noteRateDay(rateDays, row, prices);
        await file.add(line);
      }
    }
    refuseDifferent(sums, totals);
    await freezeCharges(tx, { snapshot, month, span, now, retention });
    const rates = await listExchangeRates(snapshot);
    return {
      ...statementSums(sums),
      prices: [...prices.values()].filter(({ id }) => sums.priceIds().has(id)).map(toPriceVersion),
      exchange_rates: rates
        .map((rate) => ({ ...rate, date: dateText(rate.day * DAY_MS) }))
        .filter(({ currency, date }) => rateDays.has(`${currency} ${date}`))
        .map(({ currency, date, picoPerUsd, source }) => ({
          ...{ currency, day: date, per_usd: formatUsd(picoPerUsd), source },
        })),
      rows: { columns: [...MONTH_ROW_COLUMNS], count: sums.total.rows, ...(await file.end()) },
      questions,
    };
  }, READ_ONLY);
}

/** Writes the lines of a file in pieces, and takes its digest. */
class RowsFile {
  readonly #tx: Db;
  readonly #month: string;
  readonly #hash = createHash("sha256");
  #lines = `${MONTH_ROWS_HEADER}\n`;
  #pieces = 0;
  #bytes = 0;

  constructor(tx: Db, month: string) {
    this.#tx = tx;
    this.#month = month;
  }

  async add(line: string): Promise<void> {
    this.#lines += `${line}\n`;
    if (this.#lines.length >= PIECE_CHARACTERS) await this.#write();
  }

  async end(): Promise<{ bytes: number; sha256: string }> {
    if (this.#lines !== "") await this.#write();
    return { bytes: this.#bytes, sha256: this.#hash.digest("hex") };
  }

  async #write(): Promise<void> {
    this.#hash.update(this.#lines);
    this.#bytes += Buffer.byteLength(this.#lines);
    const row = { month: this.#month, piece: this.#pieces++, lines: this.#lines };
    await this.#tx.insert(monthCloseRows).values(row);
    this.#lines = "";
  }
}

/** Attempts whose price is in another currency were converted at the rate of their UTC day. */
function noteRateDay(days: Set<string>, row: MonthRow, prices: ReadonlyMap<string, StoredPrice>): void {
  const currency = row.priceId === null ? "USD" : (prices.get(row.priceId)?.currency ?? "USD");
  if (currency !== "USD") days.add(`${currency} ${dateText(row.fromMs)}`);
}

function refuseDifferent({ total }: MonthSums, totals: MonthTotals): void {
  const isSame =
    total.attempts === totals.attempts && total.pico === totals.costPico && total.usage.records === totals.usageRecords;
  if (isSame) return;
  const message = t(
    "Single attempts add up to {attempts} USD and the sums to {sums}: npm run rollups:verify finds where they differ",
    { attempts: formatUsd(total.pico ?? 0n), sums: formatUsd(totals.costPico ?? 0n) },
  );
  throw new AppError("UNPROCESSABLE", message, { fields: { month: [message] } });
}
