ALTER TABLE "rollup_state" ADD COLUMN "retention_day" date;--> statement-breakpoint
ALTER TABLE "rollup_state" ADD COLUMN "raw_days" integer;--> statement-breakpoint
ALTER TABLE "rollup_state" ADD COLUMN "minute_days" integer;