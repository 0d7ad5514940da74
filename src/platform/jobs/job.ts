import type { Entry, JobTransaction } from '../operations/scope.ts'

/** Something that happens because time passes, for each organization, carried out by the installation itself. */
export interface Job {
  /** `<register>.<verb>`: the operation's name in the trail. */
  readonly name: string
  readonly every_minutes: number
  /** What it may record. */
  readonly event: string
  /**
   * Does what is due, in one transaction; doing it again does nothing.
   * @returns what is recorded; undefined when nothing was due.
   */
  readonly run: (tx: JobTransaction) => Promise<Entry<string> | undefined>
}
