/**
 * The numbers of the advisory locks, all of them here, so that no two are one. They stay as they are: versions of this
 * product that run side by side wait for each other by them.
 */
export const LOCKS = {
  /** Of a session. */
  migration: 7_261_140_031,
  partitions: 7_261_140_032,
  /** Whatever moves or rewrites rollup rows: two leaders at once do no harm. */
  rollups: 7_261_140_033,
  /** Of a session: whoever has it leads. */
  leader: 7_261_140_034,
  firstAdmin: 7_261_140_035,
  publishing: 7_261_140_041,
  breakers: 7_261_140_042,
  cataloguePrices: 7_261_140_051,
  prices: 7_261_140_052,
  exchangeRates: 7_261_140_053,
  /** Two at once could both find room for one more on the list, or for one more test. */
  statementRecipients: 7_261_140_072,
  /** Two at once could both find that somebody is not subscribed yet, or room for one more digest that is asked for. */
  digests: 7_261_140_073,
  /** Two posts at once could both miss that they overlap. */
  usageRecords: 7_261_140_061,
  /** Whoever begins a re-price, or changes a day of it. */
  reprice: 7_261_140_062,
  /** Whoever counts profiles of hours, and whoever looks at them: two leaders at once do no work twice. */
  hourProfiles: 7_261_140_081,
  detectors: 7_261_140_082,
  /** Of a session: whoever has it counts profiles and runs the detectors. */
  detecting: 7_261_140_083,
  /** Shared by whatever changes what attempts of the past cost, alone by whoever closes a month: nobody changes what is being signed. */
  monthClose: 7_261_140_071,
} as const;
