import { FormatError } from '../encoding/format-error.ts'
import { type JsonObject, parseJsonObject } from '../encoding/json-object.ts'

/** Largest encoded leaf in bytes: C2SP tlog-tiles writes an entry's length as 16 bits. */
export const LEAF_BYTES_MAX = 65_535

export const LEAF_VERSION = 1

/** What a leaf reports: a changed row, a declared event without a change, or an erasure. */
export type LeafAction = 'insert' | 'update' | 'delete' | 'event' | 'erase'

/**
 * One entry of the trail. Ids are lower-case UUIDs, hashes 64 lower-case hex digits, both made under the leaf's own
 * salt. Which fields may be null for which action stands in `shapeFault`.
 */
export type TrailLeaf = {
  readonly version: typeof LEAF_VERSION
  readonly organization: string
  readonly operation: string
  /** Name of the operation, such as `risk.accept`. */
  readonly name: string
  /** Event the operation recorded, such as `risk.accepted`. */
  readonly event: string
  /** UTC with microseconds: `2026-11-21T12:00:00.000000Z`. */
  readonly at: string
  readonly actor: string | null
  /** Number of leaves this operation has. */
  readonly changes: number
  /** Place of this leaf among them, from 1. */
  readonly change: number
  readonly table: string | null
  readonly row: string | null
  readonly action: LeafAction
  readonly schema_version: number
  /** The person the row is about, whose erasure destroys this leaf's payload. */
  readonly subject: string | null
  /** Hash of the row's previous after-image, exactly as recorded then. */
  readonly before: string | null
  /** Hash of the row image after the change, of an event's detail, or of a tombstone. */
  readonly after: string | null
}

/**
 * The leaf as RFC 8785 JSON. Keys are written in UTF-16 order and hold only strings, integers and null, for which
 * `JSON.stringify` already gives the canonical form. Throws `FormatError` on a lone surrogate and beyond `LEAF_BYTES_MAX`;
 * other shapes are the caller's duty (the database guarantees them) and are checked by `parseLeaf`.
 */
export function encodeLeaf(leaf: TrailLeaf): string {
  if (!leaf.name.isWellFormed() || !leaf.event.isWellFormed() || leaf.table?.isWellFormed() === false) {
    throw new FormatError('the leaf holds half a surrogate pair, which has no UTF-8 form')
  }
  const text = JSON.stringify({
    action: leaf.action,
    actor: leaf.actor,
    after: leaf.after,
    at: leaf.at,
    before: leaf.before,
    change: leaf.change,
    changes: leaf.changes,
    event: leaf.event,
    name: leaf.name,
    operation: leaf.operation,
    organization: leaf.organization,
    row: leaf.row,
    schema_version: leaf.schema_version,
    subject: leaf.subject,
    table: leaf.table,
    version: leaf.version,
  })
  if (text.length * 3 > LEAF_BYTES_MAX && Buffer.byteLength(text) > LEAF_BYTES_MAX) {
    throw new FormatError(
      `the leaf takes ${Buffer.byteLength(text)} bytes; at most ${LEAF_BYTES_MAX} are allowed`,
    )
  }
  return text
}

/**
 * Reads a leaf and refuses everything `encodeLeaf` would not have written: other keys, other order, other spelling,
 * values of the wrong form, fields that do not fit the action. Throws `FormatError`.
 */
export function parseLeaf(text: string): TrailLeaf {
  const leaf = leafOf(parseJsonObject(text, 'the leaf'))
  const fault = shapeFault(leaf)
  if (fault !== null) throw new FormatError(fault)
  if (encodeLeaf(leaf) !== text)
    throw new FormatError('the leaf is not in its canonical form (RFC 8785, these keys only)')
  return leaf
}

/** Why the fields do not fit the leaf's action, or null. */
function shapeFault(leaf: TrailLeaf): string | null {
  const { action, before, after } = leaf
  const changesRow = action === 'insert' || action === 'update' || action === 'delete'
  if (changesRow && (leaf.table === null || leaf.row === null))
    return `the leaf says ${action} but names no row`
  if ((before !== null) !== (action === 'update' || action === 'delete')) {
    return `a leaf that says ${action} must ${before === null ? '' : 'not '}hold a hash of the row before`
  }
  if (action === 'delete' ? after !== null : action !== 'event' && after === null) {
    return `a leaf that says ${action} must ${after === null ? '' : 'not '}hold a hash of what came after`
  }
  if (leaf.change > leaf.changes) return `the leaf is change ${leaf.change} of only ${leaf.changes}`
  return null
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/
const HEX_HASH = /^[0-9a-f]{64}$/
const ANY = /^/

function leafOf(object: JsonObject): TrailLeaf {
  if (object.version !== LEAF_VERSION) throw new FormatError(`the leaf is not of version ${LEAF_VERSION}`)
  return {
    version: LEAF_VERSION,
    organization: textOf(object, 'organization', UUID),
    operation: textOf(object, 'operation', UUID),
    name: textOf(object, 'name', ANY),
    event: textOf(object, 'event', ANY),
    at: textOf(object, 'at', INSTANT),
    actor: nullableTextOf(object, 'actor', UUID),
    changes: countOf(object, 'changes', 1),
    change: countOf(object, 'change', 1),
    table: nullableTextOf(object, 'table', ANY),
    row: nullableTextOf(object, 'row', UUID),
    action: actionOf(object.action),
    schema_version: countOf(object, 'schema_version', 0),
    subject: nullableTextOf(object, 'subject', UUID),
    before: nullableTextOf(object, 'before', HEX_HASH),
    after: nullableTextOf(object, 'after', HEX_HASH),
  }
}

function textOf(object: JsonObject, key: string, form: RegExp): string {
  const value = object[key]
  if (typeof value !== 'string' || !form.test(value))
    throw new FormatError(`the leaf's "${key}" has the wrong form`)
  return value
}

function nullableTextOf(object: JsonObject, key: string, form: RegExp): string | null {
  return object[key] === null ? null : textOf(object, key, form)
}

function countOf(object: JsonObject, key: string, least: number): number {
  const value = object[key]
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least) {
    throw new FormatError(`the leaf's "${key}" is not a whole number of at least ${least}`)
  }
  return value
}

function actionOf(value: unknown): LeafAction {
  if (
    value === 'insert' ||
    value === 'update' ||
    value === 'delete' ||
    value === 'event' ||
    value === 'erase'
  )
    return value
  throw new FormatError('the leaf\'s "action" is unknown')
}
