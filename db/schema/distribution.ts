/** Where a table lives once the database outgrows one machine. */
export type Placement = "distributed" | "reference" | "local";

/**
 * Every table, and its place under Citus: spread by its distribution column, copied to every node, or on the coordinator.
 *
 * A test compares this list with the migrated database.
 */
export const TABLE_PLACEMENT: Record<string, Placement> = {
  alias_version: "local",
  api_key: "local",
  arrival: "local",
  attempt_row: "distributed",
  attribution: "reference",
  audit_entry: "local",
  breaker_feed: "local",
  breaker_state: "local",
  dimension: "reference",
  failover: "local",
  import_run: "local",
  person: "local",
  person_account: "local",
  person_session: "local",
  person_verification: "local",
  policy_bundle: "local",
  policy_version: "local",
  price: "local",
  rejected_record: "local",
  rollup_day: "local",
  rollup_day_app: "local",
  rollup_day_model: "local",
  rollup_delta: "local",
  rollup_delta_app: "local",
  rollup_fresh: "local",
  rollup_fresh_app: "local",
  rollup_hour: "local",
  rollup_hour_app: "local",
  rollup_hour_model: "local",
  rollup_minute: "local",
  rollup_month: "local",
  rollup_month_app: "local",
  rollup_month_model: "local",
  rollup_quarter: "local",
  rollup_quarter_app: "local",
  rollup_state: "local",
  rollup_uptime: "local",
  rollup_uptime_day: "local",
  rollup_uptime_hour: "local",
  rollup_uptime_month: "local",
  sign_in_attempt: "local",
  told_event: "local",
  worker_heartbeat: "local",
};
