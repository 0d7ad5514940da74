import { z } from 'zod'

const id = z.uuid()

/** Titles of the people and records that an answer refers to, by id; ids that may not be read are absent. */
export const titles = z.record(z.string(), z.string())

/** A field before and after an operation; null is unknown. */
export const fieldChange = z
  .object({ field: z.string(), before: z.json(), after: z.json() })
  .meta({ title: 'field-change' })

/** What one operation did to one record. */
export const historyEntry = z
  .object({
    /** Position in the organization's trail; null until the sequencer has placed it (about a second). */
    leaf_index: z.int().nullable(),
    operation_id: z.uuid(),
    at: z.string(),
    actor_id: z.uuid().nullable(),
    name: z.string(),
    event: z.string(),
    action: z.enum(['insert', 'update', 'delete', 'event']),
    version: z.int().nullable(),
    changes: z.array(fieldChange),
    /** Columns that changed too, of which no caller sees what they hold. */
    unshown: z.array(z.string()),
    /** What the event itself states, e.g. the reason of a transition. */
    detail: z.unknown(),
  })
  .meta({ title: 'history-entry' })

export const comment = z
  .object({
    id,
    record_id: id,
    body: z.string(),
    created_at: z.string(),
    created_by: id.nullable(),
  })
  .meta({ title: 'comment' })

export const linkedRecord = z
  .object({
    link_id: id,
    relation: z.string(),
    /** `to`: this record points to the other; `from`: the other points here. */
    direction: z.enum(['to', 'from']),
    id,
    register: z.string(),
    title: z.string(),
    state: z.string(),
  })
  .meta({ title: 'linked-record' })

export const historyPage = z
  .object({ items: z.array(historyEntry), titles, next_cursor: z.string().nullable() })
  .meta({ title: 'history-page' })
export const summarized = z
  .object({
    count: z.int(),
    groups: z.array(z.object({ value: z.unknown(), count: z.int() })),
    titles,
  })
  .meta({ title: 'summary' })
/** Each is the `cursor` of a page of the same list. */
export const placed = z.object({ cursors: z.array(z.string()) }).meta({ title: 'places' })
/** What changing many records at once would do. */
export const bulkPreview = z
  .object({
    selected: z.int(),
    /** Those that hold something else than the change would give them. */
    changing: z.int(),
    /** What a change has to bring: it is refused once one of the records is not as it was told here. */
    digest: z.string(),
    /** The first of those that would change, by title, with what they hold in the fields that would be changed. */
    items: z.array(z.object({ id, title: z.string(), holds: z.record(z.string(), z.unknown()) })),
    titles,
  })
  .meta({ title: 'bulk-preview' })
export const bulkRevised = z
  .object({ operation_id: id, changed: z.int(), unchanged: z.int() })
  .meta({ title: 'bulk-revised' })
export const commentPage = z.object({ items: z.array(comment), titles }).meta({ title: 'comment-page' })
/** Values that nobody changes while a record is in a state or holds a value, whoever asks. */
export const lock = z
  .object({
    /** Null: in every state. */
    states: z.array(z.string()).nullable(),
    /** Only while this field holds true or a value; null: whatever it holds. */
    when: z.string().nullable(),
    /** Null: everything, and who owns it. */
    fields: z.array(z.string()).nullable(),
    because: z.string(),
  })
  .meta({ title: 'lock' })
export const obstacles = z
  .object({
    version: z.int(),
    /** Why nobody can change its values in this state; null when they can be changed. */
    locked: z.string().nullable(),
    /** What nobody can change in this state, field by field. */
    locks: z.array(lock),
    /** Transitions and decisions out of its state that are open to you; pages offer no others. */
    permitted: z.array(z.string()),
    /** What would refuse them now: who you are (`barred`), or what the record lacks. */
    items: z.array(z.object({ transition: z.string(), reason: z.string(), barred: z.boolean() })),
  })
  .meta({ title: 'obstacles' })
export const linkPage = z.object({ items: z.array(linkedRecord) }).meta({ title: 'link-page' })
export const linkChanged = z.object({ link_id: id }).meta({ title: 'link-changed' })
