CREATE TABLE "policy_proposal" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "policy_proposal_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"tier" text NOT NULL,
	"base_version" integer NOT NULL,
	"policy" jsonb NOT NULL,
	"comment" text,
	"state" text NOT NULL,
	"proposed_by" text NOT NULL,
	"proposed_at" timestamp (3) with time zone NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"publish_at" timestamp (3) with time zone,
	"decided_by" text,
	"decided_at" timestamp (3) with time zone,
	"reason" text,
	"published_version" integer
);
--> statement-breakpoint
CREATE TABLE "tier_setting" (
	"tier" text PRIMARY KEY NOT NULL,
	"needs_approval" boolean DEFAULT false NOT NULL,
	"changed_by" text NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "router_heartbeat" (
	"router" text PRIMARY KEY NOT NULL,
	"key_id" text,
	"client" text,
	"bundle_version" bigint NOT NULL,
	"bundle_age_s" integer,
	"breakers" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"interval_s" integer NOT NULL,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "failover" ADD COLUMN "router" text;--> statement-breakpoint
ALTER TABLE "failover" ADD COLUMN "window_from" timestamp(6) with time zone;--> statement-breakpoint
CREATE INDEX "policy_proposal_tier_idx" ON "policy_proposal" USING btree ("tier","id");--> statement-breakpoint
CREATE INDEX "policy_proposal_due_idx" ON "policy_proposal" USING btree ("publish_at") WHERE state = 'approved';