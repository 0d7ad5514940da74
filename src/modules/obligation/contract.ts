import { z } from 'zod'
import { dueGroups } from '../../kernel/cadence/cadence.ts'
import { commandOperation, queryOperation } from '../../kernel/contract/operation.ts'
import { titles } from '../../kernel/register/answer.ts'
import { recordSchema } from '../../kernel/register/schema.ts'
import { obligation, obligationKinds, outcomes } from './obligation.ts'

export { obligation, obligationKinds, outcomes } from './obligation.ts'

const id = z.uuid()
const day = z.iso.date()

/** Why something waits: a message key below `work.cause`, and what the message states. */
const cause = z
  .object({
    key: z.string(),
    facts: z.record(
      z.string(),
      z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string()).readonly()]),
    ),
  })
  .meta({ title: 'obligation-cause' })

/** How a duty stands today: computed, never stored. */
const standing = {
  days_overdue: z.int(),
  /** 0 nobody is told, 1 the owner, 2 the AIMS manager as well. */
  escalation_level: z.int(),
  /** Turns of the cadence that passed without being done in time, up to today. */
  missed_in_a_row: z.int(),
}

/** One thing that waits for the person who asks. */
export const workItem = z.object({
  /** `obligation`, `decision`, or the name of another source. */
  source: z.string(),
  kind: z.enum(obligationKinds),
  group: z.enum(dueGroups),
  /** The record that `operations` are carried out on, with the version they are based on. */
  id,
  version: z.int(),
  title: z.string(),
  /** The record that it is about; null when it is about none that the person may read. */
  subject: z.object({ id, register: z.string(), title: z.string(), state: z.string() }).nullable(),
  assignee_id: id.nullable(),
  /** Whoever holds this access role may do it. */
  role: z.string().nullable(),
  due_on: day.nullable(),
  legal_clock: z.boolean(),
  /** Since when it waits. */
  since: z.string(),
  cause: cause.nullable(),
  requirement_ids: z.array(z.string()),
  /** Names of the operations that settle it. */
  operations: z.array(z.string()),
  /** What may come of it when it is completed; empty when something else settles it. */
  outcomes: z.array(z.enum(outcomes)),
  ...standing,
})

export const listMyWork = queryOperation({
  name: 'my-work.list',
  method: 'GET',
  path: '/my-work',
  summary: 'List everything that waits for you, soonest due first, with why and what settles it',
  permission: 'my-work:read',
  input: z.strictObject({
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: z.string().max(200).optional(),
    /** Only what is settled on this record. */
    id: id.optional(),
  }),
  output: z.object({
    items: z.array(workItem),
    titles,
    /** The date in the organization's time zone that the groups are counted from. */
    today: day,
    next_cursor: z.string().nullable(),
  }),
})

export const summarizeMyWork = queryOperation({
  name: 'my-work.summary',
  method: 'GET',
  path: '/my-work/summary',
  summary: 'Count what waits for you by when it is due',
  permission: 'my-work:read',
  input: z.strictObject({}),
  output: z.object({
    today: day,
    groups: z.object({
      overdue: z.int(),
      today: z.int(),
      this_week: z.int(),
      later: z.int(),
      undated: z.int(),
    }),
  }),
})

export const completeObligation = commandOperation({
  name: 'obligation.complete',
  method: 'POST',
  path: '/obligations/:id/completions',
  summary: 'Complete a duty with its outcome; a cadence opens its next turn',
  permission: 'obligation:complete',
  input: z
    .strictObject({
      id,
      expected_version: z.int().min(1),
      outcome: z.enum(outcomes),
      note: z.string().trim().max(4000).optional(),
    })
    .refine(({ outcome, note }) => outcome !== 'no_change' || note, {
      path: ['note'],
      message: 'say why nothing changed',
    }),
  output: z.object({
    obligation: recordSchema(obligation),
    /** The next turn of its cadence. */
    next: z.object({ id, opens_on: day.nullable(), due_on: day }).nullable(),
  }),
  events: ['obligation.completed'],
  errors: ['not-found', 'version-conflict', 'refused-by-rule'],
  versioned: true,
})

export const getObligationStanding = queryOperation({
  name: 'obligation.standing',
  method: 'GET',
  path: '/obligations/:id/standing',
  summary: 'Read why a duty exists, how late it is and what its cadence has missed',
  permission: 'obligation:read',
  input: z.strictObject({ id }),
  output: z.object({
    cause: cause.nullable(),
    interval_days: z.int().nullable(),
    escalation_after_days: z.array(z.int()),
    today: day,
    ...standing,
  }),
  errors: ['not-found'],
})

export const listMissedCadences = queryOperation({
  name: 'obligation.missed',
  method: 'GET',
  path: '/missed-obligations',
  summary: 'List duties whose cadence was missed three times in a row: a nonconformity to consider',
  permission: 'obligation:read',
  input: z.strictObject({
    limit: z.coerce.number().int().min(1).max(200).default(100),
    cursor: id.optional(),
  }),
  output: z.object({
    items: z.array(
      z.object({
        id,
        title: z.string(),
        origin: z.string(),
        subject_id: id.nullable(),
        owner_id: id.nullable(),
        due_on: day,
        missed_in_a_row: z.int(),
      }),
    ),
    titles,
    next_cursor: id.nullable(),
  }),
})

const workingCalendar = z
  .strictObject({
    /** Days of the week after ISO 8601 (Monday 1, Sunday 7) on which nobody works. */
    weekend: z
      .array(z.int().min(1).max(7))
      .max(6)
      .refine((days) => new Set(days).size === days.length, 'must not repeat a day'),
    holidays: z.array(day).max(500),
  })
  .meta({ title: 'working-calendar' })

export const getWorkingCalendar = queryOperation({
  name: 'working-calendar.get',
  method: 'GET',
  path: '/working-calendar',
  summary: 'Read on which days the organization does not work',
  permission: 'working-calendar:read',
  input: z.strictObject({}),
  output: workingCalendar,
})

export const setWorkingCalendar = commandOperation({
  name: 'working-calendar.set',
  method: 'PUT',
  path: '/working-calendar',
  summary:
    'Say on which days the organization does not work; due dates planned from now on move to working days',
  permission: 'working-calendar:write',
  input: workingCalendar,
  output: workingCalendar,
  events: ['working-calendar.set'],
})
