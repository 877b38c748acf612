/** Facts are written beside a message as they are: never put a body, a text, a token or a connection string in one. */
export type Facts = Readonly<Record<string, unknown>>

/** What every room may say to the operator. One line of JSON per call (`LOG_FORMAT=human` for people). */
export interface Logger {
  debug(message: string, facts?: Facts): void
  info(message: string, facts?: Facts): void
  warn(message: string, facts?: Facts): void
  error(message: string, facts?: Facts): void
  /** A logger whose lines all carry `facts`. */
  with(facts: Facts): Logger
}

const ignore = (): void => {}

/** Says nothing: for tests and tools that have nobody to tell. */
export const silentLogger: Logger = {
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
  with: () => silentLogger,
}
