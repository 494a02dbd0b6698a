CREATE TABLE "breaker_feed" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "breaker_feed_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"payload" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "breaker_state" (
	"tier" text NOT NULL,
	"region" text NOT NULL,
	"model" text NOT NULL,
	"state" jsonb NOT NULL,
	"decided_us" bigint NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "breaker_state_tier_region_model_pk" PRIMARY KEY("tier","region","model")
);
--> statement-breakpoint
CREATE TABLE "failover" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "failover_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp(6) with time zone NOT NULL,
	"tier" text NOT NULL,
	"region" text NOT NULL,
	"model" text NOT NULL,
	"from_state" text NOT NULL,
	"to_state" text NOT NULL,
	"reason" text NOT NULL,
	"n" integer NOT NULL,
	"failures" integer NOT NULL,
	"value" double precision,
	"threshold" double precision,
	"policy_version" integer NOT NULL,
	"source" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "alias_version" (
	"version" integer PRIMARY KEY NOT NULL,
	"aliases" jsonb NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	"published_by" text NOT NULL,
	"comment" text
);
--> statement-breakpoint
CREATE TABLE "policy_bundle" (
	"version" bigint PRIMARY KEY NOT NULL,
	"body" text NOT NULL,
	"etag" text NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "policy_version" (
	"tier" text NOT NULL,
	"version" integer NOT NULL,
	"policy" jsonb NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	"published_by" text NOT NULL,
	"comment" text,
	CONSTRAINT "policy_version_tier_version_pk" PRIMARY KEY("tier","version")
);
--> statement-breakpoint
CREATE INDEX "failover_at_idx" ON "failover" USING btree ("at","id");