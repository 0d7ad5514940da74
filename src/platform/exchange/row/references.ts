import { sql } from 'kysely'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import type { CellProblem } from '../../../kernel/tabular/finding.ts'
import { isId } from '../../ids.ts'
import type { SharedTransaction } from '../../operations/scope.ts'
import { pathText, type Reading, type RecordFinder, type RecordPath } from '../exchange-rules.ts'
import { findByTitle } from './find-by-title.ts'
import { recordAmbiguous, recordUnknown } from './finding-text.ts'
import type { OwnRows } from './own-rows.ts'
import { type ReadRow, referenceFields } from './row-reader.ts'

export interface Found {
  readonly id: string | null
  readonly problem?: CellProblem
}

/** A path that is nothing but an id. */
const idIn = (path: RecordPath): string | undefined => {
  const [level, ...more] = path
  return level && more.length === 0 && isId(level.title) ? level.title : undefined
}

/**
 * The records that the fields of imported rows point to: by id; by path or title as the other register's module says,
 * or plainly by title; and among the rows of the file itself where a register points to itself.
 */
export class References {
  readonly #scope: Reading
  readonly #register: AnyRegister
  readonly #targets: ReadonlyMap<string, string>
  readonly #finders: ReadonlyMap<string, RecordFinder>
  readonly #ownRows: OwnRows | undefined
  /** The register of each id that was asked for and exists. */
  readonly #registerOf = new Map<string, string>()
  /** How many records were created of a register when the database last counted them. */
  readonly #counted = new Map<string, number>()

  constructor(register: AnyRegister, scope: Reading, ownRows: OwnRows | undefined) {
    this.#scope = scope
    this.#register = register
    this.#ownRows = ownRows
    this.#targets = new Map(referenceFields(register))
    // A register's own records come from the rows themselves: pointing to them creates none.
    const finderOf = (target: string) =>
      (target === register.name ? undefined : scope.registers.get(target)?.exchange.find?.(scope)) ??
      findByTitle(target, scope)
    this.#finders = new Map([...new Set(this.#targets.values())].map((target) => [target, finderOf(target)]))
  }

  /** The fields that point to records. */
  get fields(): Iterable<string> {
    return this.#targets.keys()
  }

  /** Reads what is needed to answer for these rows. */
  async learn(rows: readonly ReadRow[]): Promise<void> {
    const named = new Map<string, RecordPath[]>()
    const ids = new Set<string>()
    for (const { paths } of rows)
      for (const [field, path] of Object.entries(paths)) {
        const target = this.#targets.get(field)
        if (path === null || target === undefined) continue
        const id = idIn(path)
        if (id === undefined) named.set(target, [...(named.get(target) ?? []), path])
        else if (!this.#registerOf.has(id)) ids.add(id)
      }
    for (const [target, paths] of named) await this.#finders.get(target)?.learn(paths)
    if (ids.size === 0) return
    const found = await this.#scope.rows<{ id: string; register: string }>(sql`
      select id, register from app.record where id = any(${[...ids]}::uuid[])`)
    for (const { id, register } of found) this.#registerOf.set(id, register)
  }

  find(field: string, path: RecordPath | null): Found {
    const target = this.#targets.get(field)
    if (path === null || target === undefined) return { id: null }
    const id = idIn(path)
    if (id !== undefined) {
      const register = this.#registerOf.get(id)
      if (register !== undefined && (register === target || target === 'record')) return { id }
      return { id: null, problem: recordUnknown(target, id) }
    }
    const found = this.#finders.get(target)?.find(path) ?? recordUnknown(target, pathText(path))
    return target === this.#register.name ? this.#orOwn(path, found) : answered(found)
  }

  /** As found, or a row of the file that is called so. */
  #orOwn(path: RecordPath, found: string | CellProblem): Found {
    const existing = typeof found === 'string' ? [found] : []
    const own = this.#ownRows?.idsOf(path.at(-1)?.title ?? '') ?? []
    const [id, ...others] = new Set([...existing, ...own])
    if (id === undefined) return answered(found)
    return others.length === 0
      ? { id }
      : { id: null, problem: recordAmbiguous(this.#register.name, pathText(path)) }
  }

  /** Every record that has to be created, in the order of creation. */
  planned(): { register: string; path: string[] }[] {
    return [...this.#finders.values()]
      .flatMap((finder) => finder.planned())
      .map(({ register, path }) => ({ register, path: [...path] }))
  }

  /** Creates what was planned since the last call; the import records it. Sends everything before it waits. */
  async create(tx: SharedTransaction): Promise<void> {
    const sent: Promise<unknown>[] = []
    for (const [target, finder] of this.#finders) {
      sent.push(finder.create(tx))
      const created = finder.planned().length
      const register = tx.registers.get(target)?.register
      if (!register || created === 0 || created < 2 * (this.#counted.get(target) ?? 0)) continue
      this.#counted.set(target, created)
      // The rows that follow point to these records, and each has its key looked up.
      sent.push(tx.rows(sql`select app.count_keys(${`app.${register.table}`}::regclass)`))
    }
    await Promise.all(sent)
  }
}

const answered = (found: string | CellProblem): Found =>
  typeof found === 'string' ? { id: found } : { id: null, problem: found }
