/**
 * An answer that the database has already written as JSON. It is sent as it is; whoever needs its value inside this
 * process has it parsed.
 */
export class JsonText {
  readonly text: string
  /** Where the next page begins, for answers that have one. */
  readonly nextCursor: string | null

  constructor(text: string, nextCursor: string | null = null) {
    this.text = text
    this.nextCursor = nextCursor
  }
}
