import { t } from "@/lib/messages/translate";
import { divideHalfEven } from "./pricing/divide-half-even";
import { PICO_PER_MICRO, PICO_PER_USD, parseUsd } from "./pricing/usd";
import { zoneOffsetMs } from "./time/time-zone";
import { DAY_SECONDS, HOUR_SECONDS, MINUTE_MS } from "./time/units";
import { floorPercent } from "./uptime/uptime";

/** What every formatter shows of an unknown. */
export const UNKNOWN_TEXT = "—";

type Optional = number | null | undefined;
const HOUR_MINUTES = HOUR_SECONDS / 60;
const DAY_MINUTES = DAY_SECONDS / 60;
const wholeNumber = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** "0.34 ms", "842 ms", "1.24 s", "2 min 05 s", "1 h 02 min"; each number is in the unit its rounded value needs. */
export function formatMs(ms: Optional): string {
  if (isUnknown(ms)) return UNKNOWN_TEXT;
  if (ms < 0) return `-${formatMs(-ms)}`;
  if (ms === 0) return "0 ms";
  if (ms < 0.995) return `${ms.toFixed(2)} ms`;
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${ms.toFixed(0)} ms`;
  if (ms < 9_995) return `${(ms / 1000).toFixed(2)} s`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < HOUR_SECONDS) return `${Math.floor(seconds / 60)} min ${twoDigits(seconds % 60)} s`;
  return hoursText(Math.round(ms / MINUTE_MS));
}

/** "<1 min", "4 min", "1 h 02 min", "2 d 03 h": how long what is known to the minute lasted, such as an incident; takes ms. */
export function formatLength(ms: Optional): string {
  if (isUnknown(ms) || ms < 0) return UNKNOWN_TEXT;
  const minutes = Math.round(ms / MINUTE_MS);
  if (minutes === 0) return ms > 0 ? "<1 min" : "0 min";
  if (minutes < HOUR_MINUTES) return `${minutes} min`;
  if (minutes < DAY_MINUTES) return hoursText(minutes);
  const hours = Math.round(minutes / HOUR_MINUTES);
  return `${wholeNumber.format(Math.floor(hours / 24))} d ${twoDigits(hours % 24)} h`;
}

function hoursText(minutes: number): string {
  return `${wholeNumber.format(Math.floor(minutes / HOUR_MINUTES))} h ${twoDigits(minutes % HOUR_MINUTES)} min`;
}

/**
 * "$12,345.67" from one dollar on, two significant digits below ("$0.00012"), from under a hundredth of a cent in millionths
 * of a dollar ("5.7 µ$"), "$0.00" for nothing. Takes a decimal text.
 */
export function displayUsd(usd: string | null | undefined): string {
  const pico = usd === null || usd === undefined ? null : parseUsd(usd);
  return displayPicoUsd(pico);
}

/** As displayUsd, from pico USD; in dollars also what is tiny where a unit says so. */
export function displayPicoUsd(pico: bigint | null | undefined, unit = usdUnitOf([pico])): string {
  if (pico === null || pico === undefined) return UNKNOWN_TEXT;
  const sign = pico < 0n ? "-" : "";
  const size = pico < 0n ? -pico : pico;
  if (unit === "$") return `${sign}$${decimalText(size, PICO_PER_USD)}`;
  return size === 0n ? "0 µ$" : `${sign}${microText(size)} µ$`;
}

type UsdUnit = "$" | "µ$";

/** The unit of amounts that stand in one column, in pico USD: millionths of a dollar only where no amount needs dollars. */
export function usdUnitOf(amounts: readonly (bigint | null | undefined)[]): UsdUnit {
  const sizes = amounts.map((pico) => (pico == null || pico >= 0n ? (pico ?? 0n) : -pico)).filter((size) => size > 0n);
  return sizes.length > 0 && sizes.every((size) => twoSignificant(size) < PICO_PER_USD / 10_000n) ? "µ$" : "$";
}

/** "+$1.20", "-$0.34" and "$0.00": a difference, whose direction is said either way. */
export function displayPicoUsdChange(pico: bigint | null | undefined, unit?: UsdUnit): string {
  const text = displayPicoUsd(pico, unit);
  return typeof pico === "bigint" && pico > 0n ? `+${text}` : text;
}

/** "$1,234.50", "CNY 1,234.50", "CNY 0.0012": a sum of a currency; in dollars as displayUsd. Takes a decimal text. */
export function displayMoney(amount: string | null | undefined, currency: string): string {
  const pico = amount === null || amount === undefined ? null : parseUsd(amount);
  if (pico === null || currency === "USD") return displayPicoUsd(pico);
  return `${pico < 0n ? "-" : ""}${currency} ${decimalText(pico < 0n ? -pico : pico, PICO_PER_USD)}`;
}

/** "$0.003625", "CNY 1.00": a price with every digit, two decimals at least. Takes a decimal text. */
export function displayPrice(amount: string | null | undefined, currency = "USD"): string {
  if (amount === null || amount === undefined) return UNKNOWN_TEXT;
  const [whole = "0", decimals = ""] = amount.split(".");
  const text = `${wholeNumber.format(BigInt(whole))}.${decimals.padEnd(2, "0")}`;
  return currency === "USD" ? `$${text}` : `${currency} ${text}`;
}

/** An amount in units of so many pico USD: two decimals from one unit on, two significant digits below. */
function decimalText(size: bigint, unit: bigint): string {
  const unitDigits = unit.toString().length - 1;
  let decimals = 2;
  if (size > 0n && size < unit) decimals = Math.min(unitDigits, unitDigits + 2 - size.toString().length);
  let rounded = divideHalfEven(size, 10n ** BigInt(unitDigits - decimals));
  // 0.0996 rounds to 0.100, which has a digit more than it needs.
  if (decimals > 2 && rounded === 100n) {
    rounded = 10n;
    decimals -= 1;
  }
  const digits = rounded.toString().padStart(decimals + 1, "0");
  return `${wholeNumber.format(BigInt(digits.slice(0, -decimals)))}.${digits.slice(-decimals)}`;
}

/** Millionths of a dollar, below a hundred of them: "57", "5.7", "0.057". */
function microText(size: bigint): string {
  const rounded = twoSignificant(size);
  const text = decimalText(rounded, PICO_PER_MICRO);
  if (rounded >= 10n * PICO_PER_MICRO) return text.slice(0, -3);
  return rounded >= PICO_PER_MICRO ? text.slice(0, -1) : text;
}

function twoSignificant(size: bigint): bigint {
  const rest = size.toString().length - 2;
  if (rest <= 0) return size;
  const place = 10n ** BigInt(rest);
  return divideHalfEven(size, place) * place;
}

/** "1,234" up to 9,999, then "12.3k", "1.2M", "3.4B"; formatWhole shows every digit. */
export function formatCount(count: Optional): string {
  if (isUnknown(count)) return UNKNOWN_TEXT;
  if (count < 0) return `-${formatCount(-count)}`;
  return count < 9_999.5 ? wholeNumber.format(count) : scaled(count, ["", "k", "M", "B", "T"]);
}

/** "1,234,567": every digit, rounded to whole. */
export function formatWhole(count: Optional): string {
  return isUnknown(count) ? UNKNOWN_TEXT : wholeNumber.format(count);
}

/** A share as "0.42 %"; what is neither none nor all never reads so: "<0.01 %", ">99.99 %". */
export function formatPercent(ratio: Optional, decimals = 2): string {
  if (isUnknown(ratio)) return UNKNOWN_TEXT;
  const text = (ratio * 100).toFixed(decimals);
  const step = 10 ** -decimals;
  if (ratio > 0 && Number(text) === 0) return `<${step.toFixed(decimals)} %`;
  if (ratio < 1 && Number(text) === 100) return `>${(100 - step).toFixed(decimals)} %`;
  return `${text} %`;
}

/** A relative change as "+12.3 %", "-0.4 %" and "0.0 %"; beyond tenfold as a factor, "×12". */
export function formatChange(ratio: Optional): string {
  if (isUnknown(ratio)) return UNKNOWN_TEXT;
  if (ratio >= 9.995) return `×${wholeNumber.format(ratio + 1)}`;
  const text = (ratio * 100).toFixed(1);
  return Number(text) === 0 ? "0.0 %" : `${ratio > 0 ? "+" : ""}${text} %`;
}

/** Uptime rounded down: "99.99 %" of 0.99997, and "100.00 %" of nothing but 1. */
export function formatUptime(ratio: Optional, decimals = 2): string {
  return isUnknown(ratio) ? UNKNOWN_TEXT : `${floorPercent(ratio, decimals).toFixed(decimals)} %`;
}

/** Output tokens per second: "61.2 tok/s", whole from 100 on. */
export function formatRate(tokensPerSecond: Optional): string {
  if (isUnknown(tokensPerSecond)) return UNKNOWN_TEXT;
  return `${tokensPerSecond < 99.95 ? tokensPerSecond.toFixed(1) : wholeNumber.format(tokensPerSecond)} tok/s`;
}

/** "2026-03-08 14:05:09 UTC+05:45", in the zone's own time; by minute or day on request (a day needs no offset). */
export function formatInstant(
  iso: string | null | undefined,
  zone = "UTC",
  precision: "second" | "minute" | "day" = "second",
): string {
  const at = instantMs(iso);
  if (at === null) return UNKNOWN_TEXT;
  const offset = zoneOffsetMs(at, zone);
  const local = new Date(at + offset).toISOString();
  if (precision === "day") return local.slice(0, 10);
  const time = local.slice(11, precision === "minute" ? 16 : 19);
  return `${local.slice(0, 10)} ${time} ${formatOffset(offset)}`;
}

/** "14:05:09": the time of an instant by the clocks of a zone, where its date goes without saying. */
export function timeOfDay(epochMs: number, zone: string): string {
  return zonedInstant(epochMs, zone).slice(11, 19);
}

/** "2026-03-08T14:05:09+05:45": an instant by the clocks of a zone as RFC 3339, for files whose readers know no zones. */
export function zonedInstant(epochMs: number, zone: string): string {
  const offset = zoneOffsetMs(epochMs, zone);
  const local = new Date(epochMs + offset).toISOString().slice(0, 19);
  return `${local}${offset === 0 ? "Z" : formatOffset(offset).slice(3)}`;
}

/** "just now", "12 s ago", "5 min ago", "3 h ago", "2 d ago", and "in 5 min"; rounded down. */
export function formatRelative(iso: string | null | undefined, nowIso: string): string {
  const at = instantMs(iso);
  const now = instantMs(nowIso);
  if (at === null || now === null) return UNKNOWN_TEXT;
  const seconds = Math.floor(Math.abs(now - at) / 1000);
  if (seconds < 5) return t("just now");
  const age = ageText(seconds);
  return at < now ? t("{age} ago", { age }) : t("in {age}", { age });
}

function ageText(seconds: number): string {
  if (seconds < 60) return t("{count} s", { count: seconds });
  if (seconds < HOUR_SECONDS) return t("{count} min", { count: Math.floor(seconds / 60) });
  return seconds < DAY_SECONDS
    ? t("{count} h", { count: Math.floor(seconds / HOUR_SECONDS) })
    : t("{count} d", { count: wholeNumber.format(Math.floor(seconds / DAY_SECONDS)) });
}

function scaled(value: number, units: readonly string[]): string {
  let size = value;
  let step = 0;
  while (size >= 999.5 && step < units.length - 1) {
    size /= 1000;
    step++;
  }
  return `${size < 99.95 ? size.toFixed(1) : wholeNumber.format(size)}${units[step]}`;
}

/** "UTC+05:45", and "UTC" where there is none. */
export function formatOffset(offsetMs: number): string {
  if (offsetMs === 0) return "UTC";
  const minutes = Math.floor(Math.abs(offsetMs) / MINUTE_MS);
  return `UTC${offsetMs < 0 ? "-" : "+"}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

function instantMs(iso: string | null | undefined): number | null {
  const at = Date.parse(iso ?? "");
  return Number.isNaN(at) ? null : at;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

function isUnknown(value: Optional): value is null | undefined {
  return value === null || value === undefined || !Number.isFinite(value);
}
