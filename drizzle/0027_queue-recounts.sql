CREATE TABLE "rollup_recount" (
	"day" date PRIMARY KEY NOT NULL,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL
);
