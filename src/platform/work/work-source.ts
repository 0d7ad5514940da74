import type { Expression } from 'kysely'
import type { SharedScope } from '../operations/scope.ts'

/** Why something waits: a message key below `work.cause`, and what the message states. */
export interface Cause {
  readonly key: string
  readonly facts: Readonly<Record<string, string | number | boolean | null | readonly string[]>>
}

/** What is asked of the person. */
export const workKinds = ['decision', 'review', 'reading', 'answer', 'fix'] as const
export type WorkKind = (typeof workKinds)[number]

/** One thing that waits for the person who asks. */
export interface WorkRow {
  /** Which source it comes from. */
  source: string
  kind: WorkKind
  /** The record that `operations` are carried out on, and its version to send with them. */
  id: string
  version: number
  title: string
  /** The record that it is about; may be the same. */
  subject_id: string | null
  assignee_id: string | null
  /** Whoever holds this access role may do it; null when it is one person's. */
  role: string | null
  due_on: string | null
  legal_clock: boolean
  /** UTC instant since which it waits. */
  since: string
  /** Null when nobody stated it: a duty made by hand. */
  cause: Cause | null
  requirement_ids: string[]
  /** Names of the operations that settle it, most likely first. */
  operations: string[]
  interval_days: number | null
  missed_before: number
  escalation_after_days: number[]
}

export interface WorkViewer {
  readonly scope: SharedScope
  /** In the organization's time zone. */
  readonly today: string
}

/**
 * Work of one kind that waits for the viewer, as one query; undefined when nothing of the kind can wait for them. A
 * source shows only what the viewer may act on: where rules that no query can ask decide that, it asks them first.
 */
export type WorkSource = (
  viewer: WorkViewer,
) => Expression<WorkRow> | undefined | Promise<Expression<WorkRow> | undefined>
