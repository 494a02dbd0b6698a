export const HARNESS_USAGE = `npm run harness -- --base-url URL --models A,B [options]

Asks models the same prompts through an OpenAI-compatible interface, streamed, and measures each call: time to the first token,
duration, outcome, tokens, cost. Results are appended to a folder as they come; what a kill leaves is gone on with.

  --base-url URL        with its /v1; {region} in it stands for each region's name
  --models A,B          each is asked the same prompts in the same order at the same times
  --api-key-env NAME    the environment variable with the interface's key
  --region A,B          a name for where the models run, or several
  --prompts FILE        JSON lines of id, and prompt or messages; optionally size, language, max_tokens (built-in: 24 prompts)
  --requests N          of each model in each region (100, without --duration)
  --duration TIME       such as 90s, 15m or 48h
  --pattern NAME        steady (closed loop), open, bursty or diurnal (schedules that no answer delays) (steady)
  --rate N              requests per second of each model, on average, of a schedule
  --burst N             requests at once, of bursty (20)
  --period TIME         a day's length, of diurnal (24h)
  --concurrency N       calls of each model at a time (4; of a schedule at most 1000)
  --timeout TIME        after which a call counts as a timeout (120s)
  --seed N              of order and schedule (1)
  --budget USD          begins no call that may cost more than is left
  --provider NAME       who bills the models, by the price book's names (the catalogue's)
  --price MODEL=IN/OUT  USD per million tokens, instead of the price book's; may be repeated
  --out FOLDER          a new one (harness-TIME)
  --json                summaries as JSON instead of Markdown

  --resume FOLDER [--budget USD] [--api-key-env NAME]   goes on with a run
  --summary FOLDER                                      sums up a run
  --compare FIRST,SECOND                                compares two runs, prompt by prompt
  --export FOLDER [--send URL --key-env NAME]           writes log records, and sends them to a Switchyard

Ends with 0 where the run is complete, 3 where its budget is spent, 130 where it was stopped. Ctrl-C lets calls in flight end.`;
