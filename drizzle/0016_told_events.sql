CREATE TABLE "told_event" (
	"source" text NOT NULL,
	"id" text NOT NULL,
	"told" jsonb NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "told_event_source_id_pk" PRIMARY KEY("source","id")
);
--> statement-breakpoint
CREATE INDEX "told_event_updated_idx" ON "told_event" USING btree ("updated_at");