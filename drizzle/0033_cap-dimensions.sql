CREATE TABLE "dimension_day" (
	"day" date NOT NULL,
	"use" text NOT NULL,
	"value" text NOT NULL,
	CONSTRAINT "dimension_day_day_use_value_pk" PRIMARY KEY("day","use","value")
);
--> statement-breakpoint
CREATE TABLE "dimension_day_count" (
	"day" date NOT NULL,
	"use" text NOT NULL,
	"value_count" integer NOT NULL,
	"capped_at" timestamp with time zone,
	"example" text,
	CONSTRAINT "dimension_day_count_day_use_pk" PRIMARY KEY("day","use")
);
