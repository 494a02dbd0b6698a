CREATE TABLE "digest" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "digest_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"cadence" text NOT NULL,
	"zone" text NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"to_at" timestamp (3) with time zone NOT NULL,
	"content" jsonb NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"asked_by" text,
	CONSTRAINT "digest_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "digest_subscription" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "digest_subscription_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"cadence" text NOT NULL,
	"zone" text NOT NULL,
	"address" text,
	"person_id" uuid,
	"added_at" timestamp (3) with time zone NOT NULL,
	"added_by" text NOT NULL,
	"removed_at" timestamp (3) with time zone,
	"removed_by" text,
	CONSTRAINT "digest_subscription_recipient" CHECK (("digest_subscription"."address" is null) <> ("digest_subscription"."person_id" is null))
);
--> statement-breakpoint
ALTER TABLE "digest_subscription" ADD CONSTRAINT "digest_subscription_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "digest_subscription_address_key" ON "digest_subscription" USING btree ("cadence","address") WHERE "digest_subscription"."removed_at" is null and "digest_subscription"."address" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "digest_subscription_person_key" ON "digest_subscription" USING btree ("cadence","person_id") WHERE "digest_subscription"."removed_at" is null and "digest_subscription"."person_id" is not null;