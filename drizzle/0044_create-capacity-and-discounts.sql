CREATE TABLE "capacity_price" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "capacity_price_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"provider" text NOT NULL,
	"models" jsonb NOT NULL,
	"region" text,
	"kind" text NOT NULL,
	"units" integer NOT NULL,
	"amount" numeric(24, 12) NOT NULL,
	"currency" text NOT NULL,
	"zone" text NOT NULL,
	"tokens_per_unit" bigint,
	"standing" text NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"valid_to" timestamp with time zone,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "capacity_price_kind_check" CHECK (kind in ('ptu_hour', 'gpu_hour', 'plan_month')),
	CONSTRAINT "capacity_price_amounts_check" CHECK (units > 0 and amount >= 0 and (tokens_per_unit > 0) is not false),
	CONSTRAINT "capacity_price_validity_check" CHECK (valid_to is null or valid_to > valid_from),
	CONSTRAINT "capacity_price_currency_check" CHECK (currency ~ '^[A-Z]{3}$'),
	CONSTRAINT "capacity_price_standing_check" CHECK (standing in ('list', 'contract'))
);
--> statement-breakpoint
CREATE TABLE "discounted_price" (
	"id" integer PRIMARY KEY DEFAULT nextval(pg_get_serial_sequence('price', 'id')) NOT NULL,
	"price_id" integer NOT NULL,
	"discount_ids" integer[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "discounted_price_key" UNIQUE("price_id","discount_ids")
);
--> statement-breakpoint
CREATE TABLE "price_discount" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "price_discount_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"provider" text NOT NULL,
	"models" jsonb NOT NULL,
	"buckets" jsonb NOT NULL,
	"percent" numeric(7, 4) NOT NULL,
	"position" smallint NOT NULL,
	"commit_amount" numeric(24, 12),
	"commit_period" text,
	"applies" text NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"valid_to" timestamp with time zone,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "price_discount_percent_check" CHECK (percent > 0 and percent < 100),
	CONSTRAINT "price_discount_validity_check" CHECK (valid_to is null or valid_to > valid_from),
	CONSTRAINT "price_discount_commit_check" CHECK ((commit_amount is null) = (commit_period is null) and (commit_amount > 0) is not false),
	CONSTRAINT "price_discount_applies_check" CHECK (applies = 'all' or (applies = 'after' and commit_amount is not null))
);
