CREATE TABLE "consumer_day" (
	"starts_at" timestamp with time zone PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rollup_day_consumer" (
	"starts_at" timestamp with time zone NOT NULL,
	"consumer" text NOT NULL,
	"attempts" integer NOT NULL,
	"requests" integer NOT NULL,
	"ok" integer NOT NULL,
	"rate_limited" integer NOT NULL,
	"server_error" integer NOT NULL,
	"timeout" integer NOT NULL,
	"client_error" integer NOT NULL,
	"cancelled" integer NOT NULL,
	"refused" integer DEFAULT 0 NOT NULL,
	"final_ok" integer NOT NULL,
	"final_failed" integer NOT NULL,
	"with_usage" integer NOT NULL,
	"priced" integer NOT NULL,
	"estimated" integer NOT NULL,
	"reported" integer NOT NULL,
	"input_tokens" bigint NOT NULL,
	"cached_input_tokens" bigint NOT NULL,
	"cache_write_tokens" bigint NOT NULL,
	"output_tokens" bigint NOT NULL,
	"reasoning_tokens" bigint NOT NULL,
	"cost_pico" numeric(38, 0) NOT NULL,
	"reported_cost_pico" numeric(38, 0) NOT NULL,
	CONSTRAINT "rollup_day_consumer_starts_at_consumer_pk" PRIMARY KEY("starts_at","consumer")
);
