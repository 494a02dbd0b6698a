CREATE TABLE "rollup_fill" (
	"day" date PRIMARY KEY NOT NULL
);
--> statement-breakpoint
ALTER TABLE "rollup_day" ADD COLUMN "matched" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day" ADD COLUMN "retried" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day" ADD COLUMN "cancelled_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day" ADD COLUMN "retried_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day" ADD COLUMN "failed_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day" ADD COLUMN "unpriced_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day" ADD COLUMN "unpriced_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day" ADD COLUMN "wasted_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day" ADD COLUMN "wasted_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day" ADD COLUMN "estimated_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day" ADD COLUMN "matched_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day" ADD COLUMN "matched_reported_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day" ADD COLUMN "cancelled_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day" ADD COLUMN "retried_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day" ADD COLUMN "failed_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_app" ADD COLUMN "matched" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_app" ADD COLUMN "retried" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_app" ADD COLUMN "cancelled_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_app" ADD COLUMN "retried_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_app" ADD COLUMN "failed_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_app" ADD COLUMN "unpriced_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_app" ADD COLUMN "unpriced_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_app" ADD COLUMN "wasted_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_app" ADD COLUMN "wasted_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_app" ADD COLUMN "estimated_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_app" ADD COLUMN "matched_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_app" ADD COLUMN "matched_reported_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_app" ADD COLUMN "cancelled_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_app" ADD COLUMN "retried_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_app" ADD COLUMN "failed_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_breakdown" ADD COLUMN "matched" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_breakdown" ADD COLUMN "retried" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_breakdown" ADD COLUMN "cancelled_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_breakdown" ADD COLUMN "retried_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_breakdown" ADD COLUMN "failed_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_breakdown" ADD COLUMN "unpriced_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_breakdown" ADD COLUMN "unpriced_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_breakdown" ADD COLUMN "wasted_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_breakdown" ADD COLUMN "wasted_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_breakdown" ADD COLUMN "estimated_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_breakdown" ADD COLUMN "matched_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_breakdown" ADD COLUMN "matched_reported_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_breakdown" ADD COLUMN "cancelled_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_breakdown" ADD COLUMN "retried_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_breakdown" ADD COLUMN "failed_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_consumer" ADD COLUMN "matched" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_consumer" ADD COLUMN "retried" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_consumer" ADD COLUMN "cancelled_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_consumer" ADD COLUMN "retried_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_consumer" ADD COLUMN "failed_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_consumer" ADD COLUMN "unpriced_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_consumer" ADD COLUMN "unpriced_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_consumer" ADD COLUMN "wasted_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_consumer" ADD COLUMN "wasted_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_consumer" ADD COLUMN "estimated_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_consumer" ADD COLUMN "matched_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_consumer" ADD COLUMN "matched_reported_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_consumer" ADD COLUMN "cancelled_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_consumer" ADD COLUMN "retried_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_consumer" ADD COLUMN "failed_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_model" ADD COLUMN "matched" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_model" ADD COLUMN "retried" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_model" ADD COLUMN "cancelled_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_model" ADD COLUMN "retried_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_model" ADD COLUMN "failed_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_model" ADD COLUMN "unpriced_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_model" ADD COLUMN "unpriced_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_model" ADD COLUMN "wasted_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_model" ADD COLUMN "wasted_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_model" ADD COLUMN "estimated_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_model" ADD COLUMN "matched_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_model" ADD COLUMN "matched_reported_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_model" ADD COLUMN "cancelled_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_model" ADD COLUMN "retried_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_day_model" ADD COLUMN "failed_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_delta" ADD COLUMN "matched" integer[];--> statement-breakpoint
ALTER TABLE "rollup_delta" ADD COLUMN "retried" integer[];--> statement-breakpoint
ALTER TABLE "rollup_delta" ADD COLUMN "cancelled_priced" integer[];--> statement-breakpoint
ALTER TABLE "rollup_delta" ADD COLUMN "retried_priced" integer[];--> statement-breakpoint
ALTER TABLE "rollup_delta" ADD COLUMN "failed_priced" integer[];--> statement-breakpoint
ALTER TABLE "rollup_delta" ADD COLUMN "unpriced_input_tokens" bigint[];--> statement-breakpoint
ALTER TABLE "rollup_delta" ADD COLUMN "unpriced_output_tokens" bigint[];--> statement-breakpoint
ALTER TABLE "rollup_delta" ADD COLUMN "wasted_input_tokens" bigint[];--> statement-breakpoint
ALTER TABLE "rollup_delta" ADD COLUMN "wasted_output_tokens" bigint[];--> statement-breakpoint
ALTER TABLE "rollup_delta" ADD COLUMN "estimated_cost_pico" numeric[];--> statement-breakpoint
ALTER TABLE "rollup_delta" ADD COLUMN "matched_cost_pico" numeric[];--> statement-breakpoint
ALTER TABLE "rollup_delta" ADD COLUMN "matched_reported_cost_pico" numeric[];--> statement-breakpoint
ALTER TABLE "rollup_delta" ADD COLUMN "cancelled_cost_pico" numeric[];--> statement-breakpoint
ALTER TABLE "rollup_delta" ADD COLUMN "retried_cost_pico" numeric[];--> statement-breakpoint
ALTER TABLE "rollup_delta" ADD COLUMN "failed_cost_pico" numeric[];--> statement-breakpoint
ALTER TABLE "rollup_delta_app" ADD COLUMN "matched" integer[];--> statement-breakpoint
ALTER TABLE "rollup_delta_app" ADD COLUMN "retried" integer[];--> statement-breakpoint
ALTER TABLE "rollup_delta_app" ADD COLUMN "cancelled_priced" integer[];--> statement-breakpoint
ALTER TABLE "rollup_delta_app" ADD COLUMN "retried_priced" integer[];--> statement-breakpoint
ALTER TABLE "rollup_delta_app" ADD COLUMN "failed_priced" integer[];--> statement-breakpoint
ALTER TABLE "rollup_delta_app" ADD COLUMN "unpriced_input_tokens" bigint[];--> statement-breakpoint
ALTER TABLE "rollup_delta_app" ADD COLUMN "unpriced_output_tokens" bigint[];--> statement-breakpoint
ALTER TABLE "rollup_delta_app" ADD COLUMN "wasted_input_tokens" bigint[];--> statement-breakpoint
ALTER TABLE "rollup_delta_app" ADD COLUMN "wasted_output_tokens" bigint[];--> statement-breakpoint
ALTER TABLE "rollup_delta_app" ADD COLUMN "estimated_cost_pico" numeric[];--> statement-breakpoint
ALTER TABLE "rollup_delta_app" ADD COLUMN "matched_cost_pico" numeric[];--> statement-breakpoint
ALTER TABLE "rollup_delta_app" ADD COLUMN "matched_reported_cost_pico" numeric[];--> statement-breakpoint
ALTER TABLE "rollup_delta_app" ADD COLUMN "cancelled_cost_pico" numeric[];--> statement-breakpoint
ALTER TABLE "rollup_delta_app" ADD COLUMN "retried_cost_pico" numeric[];--> statement-breakpoint
ALTER TABLE "rollup_delta_app" ADD COLUMN "failed_cost_pico" numeric[];--> statement-breakpoint
ALTER TABLE "rollup_fresh" ADD COLUMN "matched" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_fresh" ADD COLUMN "retried" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_fresh" ADD COLUMN "cancelled_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_fresh" ADD COLUMN "retried_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_fresh" ADD COLUMN "failed_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_fresh" ADD COLUMN "unpriced_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_fresh" ADD COLUMN "unpriced_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_fresh" ADD COLUMN "wasted_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_fresh" ADD COLUMN "wasted_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_fresh" ADD COLUMN "estimated_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_fresh" ADD COLUMN "matched_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_fresh" ADD COLUMN "matched_reported_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_fresh" ADD COLUMN "cancelled_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_fresh" ADD COLUMN "retried_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_fresh" ADD COLUMN "failed_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_fresh_app" ADD COLUMN "matched" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_fresh_app" ADD COLUMN "retried" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_fresh_app" ADD COLUMN "cancelled_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_fresh_app" ADD COLUMN "retried_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_fresh_app" ADD COLUMN "failed_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_fresh_app" ADD COLUMN "unpriced_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_fresh_app" ADD COLUMN "unpriced_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_fresh_app" ADD COLUMN "wasted_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_fresh_app" ADD COLUMN "wasted_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_fresh_app" ADD COLUMN "estimated_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_fresh_app" ADD COLUMN "matched_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_fresh_app" ADD COLUMN "matched_reported_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_fresh_app" ADD COLUMN "cancelled_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_fresh_app" ADD COLUMN "retried_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_fresh_app" ADD COLUMN "failed_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour" ADD COLUMN "matched" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour" ADD COLUMN "retried" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour" ADD COLUMN "cancelled_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour" ADD COLUMN "retried_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour" ADD COLUMN "failed_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour" ADD COLUMN "unpriced_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour" ADD COLUMN "unpriced_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour" ADD COLUMN "wasted_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour" ADD COLUMN "wasted_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour" ADD COLUMN "estimated_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour" ADD COLUMN "matched_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour" ADD COLUMN "matched_reported_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour" ADD COLUMN "cancelled_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour" ADD COLUMN "retried_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour" ADD COLUMN "failed_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_app" ADD COLUMN "matched" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_app" ADD COLUMN "retried" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_app" ADD COLUMN "cancelled_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_app" ADD COLUMN "retried_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_app" ADD COLUMN "failed_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_app" ADD COLUMN "unpriced_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_app" ADD COLUMN "unpriced_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_app" ADD COLUMN "wasted_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_app" ADD COLUMN "wasted_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_app" ADD COLUMN "estimated_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_app" ADD COLUMN "matched_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_app" ADD COLUMN "matched_reported_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_app" ADD COLUMN "cancelled_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_app" ADD COLUMN "retried_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_app" ADD COLUMN "failed_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_breakdown" ADD COLUMN "matched" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_breakdown" ADD COLUMN "retried" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_breakdown" ADD COLUMN "cancelled_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_breakdown" ADD COLUMN "retried_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_breakdown" ADD COLUMN "failed_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_breakdown" ADD COLUMN "unpriced_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_breakdown" ADD COLUMN "unpriced_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_breakdown" ADD COLUMN "wasted_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_breakdown" ADD COLUMN "wasted_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_breakdown" ADD COLUMN "estimated_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_breakdown" ADD COLUMN "matched_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_breakdown" ADD COLUMN "matched_reported_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_breakdown" ADD COLUMN "cancelled_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_breakdown" ADD COLUMN "retried_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_breakdown" ADD COLUMN "failed_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_model" ADD COLUMN "matched" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_model" ADD COLUMN "retried" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_model" ADD COLUMN "cancelled_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_model" ADD COLUMN "retried_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_model" ADD COLUMN "failed_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_model" ADD COLUMN "unpriced_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_model" ADD COLUMN "unpriced_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_model" ADD COLUMN "wasted_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_model" ADD COLUMN "wasted_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_model" ADD COLUMN "estimated_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_model" ADD COLUMN "matched_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_model" ADD COLUMN "matched_reported_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_model" ADD COLUMN "cancelled_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_model" ADD COLUMN "retried_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hour_model" ADD COLUMN "failed_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_minute" ADD COLUMN "matched" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_minute" ADD COLUMN "retried" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_minute" ADD COLUMN "cancelled_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_minute" ADD COLUMN "retried_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_minute" ADD COLUMN "failed_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_minute" ADD COLUMN "unpriced_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_minute" ADD COLUMN "unpriced_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_minute" ADD COLUMN "wasted_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_minute" ADD COLUMN "wasted_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_minute" ADD COLUMN "estimated_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_minute" ADD COLUMN "matched_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_minute" ADD COLUMN "matched_reported_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_minute" ADD COLUMN "cancelled_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_minute" ADD COLUMN "retried_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_minute" ADD COLUMN "failed_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month" ADD COLUMN "matched" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month" ADD COLUMN "retried" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month" ADD COLUMN "cancelled_priced" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month" ADD COLUMN "retried_priced" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month" ADD COLUMN "failed_priced" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month" ADD COLUMN "unpriced_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month" ADD COLUMN "unpriced_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month" ADD COLUMN "wasted_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month" ADD COLUMN "wasted_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month" ADD COLUMN "estimated_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month" ADD COLUMN "matched_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month" ADD COLUMN "matched_reported_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month" ADD COLUMN "cancelled_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month" ADD COLUMN "retried_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month" ADD COLUMN "failed_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_app" ADD COLUMN "matched" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_app" ADD COLUMN "retried" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_app" ADD COLUMN "cancelled_priced" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_app" ADD COLUMN "retried_priced" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_app" ADD COLUMN "failed_priced" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_app" ADD COLUMN "unpriced_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_app" ADD COLUMN "unpriced_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_app" ADD COLUMN "wasted_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_app" ADD COLUMN "wasted_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_app" ADD COLUMN "estimated_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_app" ADD COLUMN "matched_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_app" ADD COLUMN "matched_reported_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_app" ADD COLUMN "cancelled_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_app" ADD COLUMN "retried_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_app" ADD COLUMN "failed_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_breakdown" ADD COLUMN "matched" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_breakdown" ADD COLUMN "retried" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_breakdown" ADD COLUMN "cancelled_priced" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_breakdown" ADD COLUMN "retried_priced" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_breakdown" ADD COLUMN "failed_priced" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_breakdown" ADD COLUMN "unpriced_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_breakdown" ADD COLUMN "unpriced_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_breakdown" ADD COLUMN "wasted_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_breakdown" ADD COLUMN "wasted_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_breakdown" ADD COLUMN "estimated_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_breakdown" ADD COLUMN "matched_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_breakdown" ADD COLUMN "matched_reported_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_breakdown" ADD COLUMN "cancelled_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_breakdown" ADD COLUMN "retried_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_breakdown" ADD COLUMN "failed_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_model" ADD COLUMN "matched" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_model" ADD COLUMN "retried" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_model" ADD COLUMN "cancelled_priced" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_model" ADD COLUMN "retried_priced" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_model" ADD COLUMN "failed_priced" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_model" ADD COLUMN "unpriced_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_model" ADD COLUMN "unpriced_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_model" ADD COLUMN "wasted_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_model" ADD COLUMN "wasted_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_model" ADD COLUMN "estimated_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_model" ADD COLUMN "matched_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_model" ADD COLUMN "matched_reported_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_model" ADD COLUMN "cancelled_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_model" ADD COLUMN "retried_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_month_model" ADD COLUMN "failed_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_quarter" ADD COLUMN "matched" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_quarter" ADD COLUMN "retried" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_quarter" ADD COLUMN "cancelled_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_quarter" ADD COLUMN "retried_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_quarter" ADD COLUMN "failed_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_quarter" ADD COLUMN "unpriced_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_quarter" ADD COLUMN "unpriced_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_quarter" ADD COLUMN "wasted_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_quarter" ADD COLUMN "wasted_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_quarter" ADD COLUMN "estimated_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_quarter" ADD COLUMN "matched_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_quarter" ADD COLUMN "matched_reported_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_quarter" ADD COLUMN "cancelled_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_quarter" ADD COLUMN "retried_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_quarter" ADD COLUMN "failed_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_quarter_app" ADD COLUMN "matched" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_quarter_app" ADD COLUMN "retried" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_quarter_app" ADD COLUMN "cancelled_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_quarter_app" ADD COLUMN "retried_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_quarter_app" ADD COLUMN "failed_priced" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_quarter_app" ADD COLUMN "unpriced_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_quarter_app" ADD COLUMN "unpriced_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_quarter_app" ADD COLUMN "wasted_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_quarter_app" ADD COLUMN "wasted_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_quarter_app" ADD COLUMN "estimated_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_quarter_app" ADD COLUMN "matched_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_quarter_app" ADD COLUMN "matched_reported_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_quarter_app" ADD COLUMN "cancelled_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_quarter_app" ADD COLUMN "retried_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_quarter_app" ADD COLUMN "failed_cost_pico" numeric(38, 0) DEFAULT 0 NOT NULL;