import type { Grants, Permission, Reach, Role } from '../access/role.ts'
import type { Lifecycle } from '../lifecycle/lifecycle.ts'
import type { Field, Fields, ValuesOf } from './field.ts'
import type { Join, Passage, Station } from './golden-thread.ts'

/** The columns every register has beside its declared fields. */
export interface Spine {
  id: string
  /** Counts from 1; the `ETag` of the record. */
  version: number
  state: string
  owner_id: string | null
  created_at: string
  created_by: string | null
  updated_at: string
  updated_by: string | null
  archived_at: string | null
}

export const spineKeys = [
  'id',
  'version',
  'state',
  'owner_id',
  'created_at',
  'created_by',
  'updated_at',
  'updated_by',
  'archived_at',
] as const satisfies readonly (keyof Spine)[]

/**
 * What a decision about a record rests on. A revision that changes one of these fields takes the decision back; a fact
 * that only becomes known takes nothing back.
 */
export interface Grounds<Key extends string = string, State extends string = string> {
  readonly of: State
  readonly fields: readonly Key[]
  /** The state that the record falls back to. */
  readonly otherwise: State
}

/** The verbs a register's permissions are made of; the subject is the register's name. */
export const registerVerbs = ['read', 'write', 'archive', 'bulk', 'comment'] as const
export type RegisterVerb = (typeof registerVerbs)[number]

/** How a list starts: its columns, order and grouping. A person may choose others. */
export interface ListShape<Key extends string = string> {
  readonly columns: readonly Key[]
  readonly sort: Key | `-${Key}`
  readonly group?: readonly Key[]
}

/** A section of a record's page and form. */
export interface Section<Key extends string = string> {
  /** Message key half: `<register>.section.<key>`. */
  readonly key: string
  readonly fields: readonly Key[]
  /** Its module shows it on the record's page itself, in this place: neither facts nor form do. */
  readonly apart?: boolean
}

/** By when a record is to be done, and in which states it still is to be: past that day it is overdue. */
export interface Deadline<Key extends string = string, State extends string = string> {
  readonly field: Key
  readonly states: readonly State[]
}

export interface Register<
  Name extends string = string,
  F extends Fields = Fields,
  State extends string = string,
> {
  /** Singular, kebab-case: `ai-system`. */
  readonly name: Name
  /** The path segment: `ai-systems`. */
  readonly plural: string
  /** In schema `app`: `ai_system`. */
  readonly table: string
  readonly fields: F
  /** The field that names a record to people. */
  readonly title: keyof F & string
  /** What distinguishes a record from others of the same name, such as what a duty is about and when it is due. */
  readonly told_by: readonly (keyof F & string)[]
  readonly lifecycle: Lifecycle<State>
  readonly grounds?: Grounds
  readonly deadline?: Deadline
  readonly list: ListShape
  readonly sections: readonly Section[]
  readonly grants: Grants
  /** Version of the shape of its rows; raised by a migration that changes the table. */
  readonly schema_version: number
  /** Columns of the table that no caller sees or sets, such as the key of a sign-in identity. */
  readonly hidden_columns: readonly string[]
  /** Search needs an index of its own: `app.search_<table>(query)`. */
  readonly searchable: boolean
  /** Where its records stand in the golden thread. */
  readonly station: Station
  /** What ties its records to others beyond their fields. */
  readonly joins: readonly Join[]
  /** Which records its records bring together. */
  readonly passages: readonly Passage[]
  /** Why its records are never imported from a file, as a sentence; undefined: they may be. */
  readonly not_imported?: string
  /** Its records follow from others: undoing a change leaves them alone, as they follow anew from what was restored. */
  readonly consequent: boolean
  /** The verb that whoever owns a record must hold, such as `complete` of a duty: only they are offered as owners. */
  readonly owner_does?: string
}

export type AnyRegister = Register
/** A record as the API answers it and as its row is stored. */
export type RecordOf<R extends AnyRegister> = Spine &
  ValuesOf<R['fields']> & { custom: Record<string, unknown> }

/** Names of standard operations, which no transition may take. */
const reservedVerbs: ReadonlySet<string> = new Set([
  ...['list', 'summary', 'get', 'history', 'obstacles', 'create', 'revise', 'archive', 'restore', 'bulk'],
  ...['comments', 'comment', 'links', 'link', 'unlink', 'merge'],
  ...['preview-bulk', 'preview-import', 'import', 'import-progress', 'export'],
])

type ListKey<F> = (keyof F & string) | (keyof Spine & string)

/**
 * Declares a record type. From it come the standard operations and the standard pages; a module writes code
 * only for what is special.
 */
export function register<
  const Name extends string,
  const F extends Fields,
  const State extends string,
>(declared: {
  readonly name: Name
  readonly plural: string
  readonly fields: F
  readonly title: NoInfer<keyof F & string>
  /** References and dates. */
  readonly told_by?: readonly NoInfer<keyof F & string>[]
  readonly lifecycle: Lifecycle<State>
  readonly grounds?: Grounds<NoInfer<keyof F & string>, NoInfer<State>>
  readonly deadline?: Deadline<NoInfer<keyof F & string>, NoInfer<State>>
  readonly list: ListShape<NoInfer<ListKey<F>>>
  readonly sections: readonly Section<NoInfer<(keyof F & string) | 'owner_id'>>[]
  /** Who may use each verb, and any further verbs that the lifecycle asks for. */
  readonly permissions: Readonly<Record<RegisterVerb, Partial<Record<Role, Reach>>>> &
    Readonly<Record<string, Partial<Record<Role, Reach>>>>
  readonly schema_version?: number
  readonly hidden_columns?: readonly string[]
  readonly station: Station
  readonly joins?: readonly Join[]
  readonly passages?: readonly Passage[]
  readonly not_imported?: string
  readonly consequent?: boolean
  readonly owner_does?: string
}): Register<Name, F, State> {
  for (const verb of Object.keys(declared.lifecycle.transitions))
    if (reservedVerbs.has(verb))
      throw new Error(
        `Register ${declared.name} calls a transition "${verb}", which is a standard operation.`,
      )
  const grants: Record<Permission, Partial<Record<Role, Reach>>> = {}
  for (const [verb, holders] of Object.entries(declared.permissions))
    grants[`${declared.name}:${verb}`] = holders
  return {
    name: declared.name,
    plural: declared.plural,
    table: declared.name.replaceAll('-', '_'),
    fields: declared.fields,
    title: declared.title,
    told_by: declared.told_by ?? [],
    lifecycle: declared.lifecycle,
    ...(declared.grounds === undefined ? {} : { grounds: declared.grounds }),
    ...(declared.deadline === undefined ? {} : { deadline: declared.deadline }),
    list: declared.list,
    sections: declared.sections,
    grants,
    schema_version: declared.schema_version ?? 1,
    hidden_columns: declared.hidden_columns ?? [],
    consequent: declared.consequent ?? false,
    station: declared.station,
    joins: declared.joins ?? [],
    passages: declared.passages ?? [],
    searchable: Object.values(declared.fields).some((field) => field.search),
    ...(declared.owner_does === undefined ? {} : { owner_does: declared.owner_does }),
    ...(declared.not_imported === undefined ? {} : { not_imported: declared.not_imported }),
  }
}

/** The permission that a verb on a register needs. */
export const permissionFor = (one: AnyRegister, verb: string): Permission => `${one.name}:${verb}`

/** The fields that callers may send: all but those the server decides. */
export const givenFields = (register: AnyRegister): [key: string, field: Field][] =>
  Object.entries(register.fields).filter(([, field]) => !field.computed)
