ALTER TABLE "reprice_preview" ADD COLUMN "terms" jsonb;--> statement-breakpoint
ALTER TABLE "reprice_run" ADD COLUMN "terms" jsonb;