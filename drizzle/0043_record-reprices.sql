CREATE TABLE "reprice_day" (
	"run_id" integer NOT NULL,
	"day" date NOT NULL,
	"attempts" bigint NOT NULL,
	"changed" bigint NOT NULL,
	"newly_priced" bigint NOT NULL,
	"became_unpriced" bigint NOT NULL,
	"skipped" bigint NOT NULL,
	"former_pico" numeric(40, 0) NOT NULL,
	"new_pico" numeric(40, 0) NOT NULL,
	"done_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "reprice_day_run_id_day_pk" PRIMARY KEY("run_id","day")
);
--> statement-breakpoint
CREATE TABLE "reprice_former" (
	"run_id" integer NOT NULL,
	"day" date NOT NULL,
	"part" integer NOT NULL,
	"starts_from" timestamp with time zone NOT NULL,
	"starts_to" timestamp with time zone NOT NULL,
	"attempts" integer NOT NULL,
	"packed" "bytea" NOT NULL,
	CONSTRAINT "reprice_former_run_id_day_part_pk" PRIMARY KEY("run_id","day","part")
);
--> statement-breakpoint
CREATE TABLE "reprice_preview" (
	"token" text PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"request" jsonb NOT NULL,
	"difference" jsonb NOT NULL,
	"book_digest" text NOT NULL,
	"last_run" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reprice_run" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "reprice_run_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"undoes" integer,
	"state" text NOT NULL,
	"request" jsonb NOT NULL,
	"difference" jsonb,
	"book_digest" text NOT NULL,
	"reason" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"days" text[] NOT NULL,
	"cancelled_by" text,
	"ended_at" timestamp (3) with time zone,
	"error" text
);
--> statement-breakpoint
CREATE UNIQUE INDEX "reprice_run_one_running_idx" ON "reprice_run" USING btree ("state") WHERE state = 'running';--> statement-breakpoint
CREATE INDEX "reprice_run_undoes_idx" ON "reprice_run" USING btree ("undoes") WHERE undoes is not null;