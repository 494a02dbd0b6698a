CREATE TABLE "access_event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "access_event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"minute" timestamp with time zone NOT NULL,
	"event" text NOT NULL,
	"who" text NOT NULL,
	"network" text NOT NULL,
	"address" text NOT NULL,
	"agent" text NOT NULL,
	"path" text NOT NULL,
	"count" integer DEFAULT 1 NOT NULL,
	"last_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "known_network" (
	"person_id" uuid NOT NULL,
	"network" text NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	CONSTRAINT "known_network_person_id_network_pk" PRIMARY KEY("person_id","network")
);
--> statement-breakpoint
CREATE TABLE "alias_proposal" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "alias_proposal_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"base_version" integer NOT NULL,
	"aliases" jsonb NOT NULL,
	"comment" text,
	"state" text NOT NULL,
	"proposed_by" text NOT NULL,
	"proposed_at" timestamp (3) with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp (3) with time zone,
	"reason" text,
	"published_version" integer
);
--> statement-breakpoint
CREATE TABLE "alias_setting" (
	"is_only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"needs_approval" boolean DEFAULT false NOT NULL,
	"off_proposed_by" text,
	"off_proposed_at" timestamp (3) with time zone,
	"changed_by" text NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "password_is_temporary" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "unconfirmed_hands" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "person_session" ADD COLUMN "confirmed_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "sign_in_attempt" ADD COLUMN "device" text;--> statement-breakpoint
ALTER TABLE "sign_in_attempt" ADD COLUMN "is_known_network" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "tier_setting" ADD COLUMN "off_proposed_by" text;--> statement-breakpoint
ALTER TABLE "tier_setting" ADD COLUMN "off_proposed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "known_network" ADD CONSTRAINT "known_network_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "access_event_minute_idx" ON "access_event" USING btree ("minute","event","who","network");--> statement-breakpoint
CREATE INDEX "access_event_refusals_idx" ON "access_event" USING btree ("id") WHERE event not in ('sign_in', 'sign_out');