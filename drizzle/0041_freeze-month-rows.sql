CREATE TABLE "month_close_rows" (
	"month" text NOT NULL,
	"piece" integer NOT NULL,
	"lines" text NOT NULL,
	CONSTRAINT "month_close_rows_month_piece_pk" PRIMARY KEY("month","piece")
);
--> statement-breakpoint
ALTER TABLE "month_close" ADD COLUMN "public_key" text NOT NULL;