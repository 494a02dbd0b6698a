ALTER TABLE "score" ADD COLUMN "looks" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "score_pending_idx" ON "score" USING btree ("received_at") WHERE "score"."started_at" is null;