CREATE TABLE "score" (
	"id" text PRIMARY KEY NOT NULL,
	"attempt_id" text,
	"request_id" text,
	"evaluator" text NOT NULL,
	"metric" text NOT NULL,
	"value" double precision NOT NULL,
	"weight" double precision NOT NULL,
	"at" timestamp with time zone,
	"received_at" timestamp with time zone NOT NULL,
	"api_key_id" uuid,
	"search_at" timestamp with time zone,
	"started_at" timestamp with time zone,
	"model_id" integer,
	"provider_id" integer,
	"region_id" integer,
	"tier_id" integer,
	"app_id" integer,
	"label_set_id" integer,
	"size_class" smallint,
	"language" text,
	CONSTRAINT "score_of_one" CHECK (("score"."attempt_id" is null) <> ("score"."request_id" is null))
);
--> statement-breakpoint
CREATE INDEX "score_started_at_idx" ON "score" USING btree ("started_at") WHERE "score"."started_at" is not null;--> statement-breakpoint
CREATE INDEX "score_search_at_idx" ON "score" USING btree ("search_at") WHERE "score"."search_at" is not null;