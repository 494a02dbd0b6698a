CREATE TABLE "trace_state" (
	"trace_id" uuid PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"calls" integer NOT NULL,
	"state" text NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "trace_state_updated_idx" ON "trace_state" USING btree ("updated_at");