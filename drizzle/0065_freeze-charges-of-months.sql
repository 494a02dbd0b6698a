CREATE TABLE "month_close_charges" (
	"month" text NOT NULL,
	"place" integer NOT NULL,
	"of_month" text NOT NULL,
	"charge" text NOT NULL,
	CONSTRAINT "month_close_charges_month_place_pk" PRIMARY KEY("month","place")
);
