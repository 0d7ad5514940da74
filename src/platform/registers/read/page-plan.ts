import { type CompiledQuery, type RawBuilder, sql } from 'kysely'
import { myself } from '../../../kernel/register/filter.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import type { Compilable, ReadScope } from '../../operations/scope.ts'
import { columnTypes } from '../table-sql.ts'
import { columnsOfConditions, conditions, wordsIn } from './conditions.ts'
import { decodePosition, orderOf } from './order.ts'
import { pageSql } from './page-sql.ts'
import { sources } from './source.ts'
import { readableRegisters } from './titles.ts'

/** What a list asks for, after parsing. */
export interface PageQuestion extends Readonly<Record<string, unknown>> {
  readonly sort?: string | undefined
  readonly columns?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** The statement that reads a page, and the sorting its cursor names. */
export interface PagePlan {
  readonly statement: Compilable
  readonly sort: string
}

const most = 500

/**
 * Plans of pages, by what was asked. The same pages are asked for again and again, and composing the statement
 * takes longer than the database takes to find the rows. A plan holds no rows; who may see what is part of its key.
 */
export class PagePlans {
  readonly #register: AnyRegister
  readonly #always: readonly string[]
  readonly #plans = new Map<string, PagePlan>()

  /** @param always columns of every page, whatever is asked for */
  constructor(register: AnyRegister, always: readonly string[] = []) {
    this.#register = register
    this.#always = always
  }

  planFor(
    scope: Pick<ReadScope<unknown>, 'actor' | 'reach' | 'reachOf' | 'registers' | 'cadences'>,
    question: PageQuestion,
    treeSize: number | null,
  ): PagePlan {
    const readable = readableRegisters(scope)
    const asked = JSON.stringify([question, treeSize, scope.reach, readable])
    const personal = scope.reach === 'own' || asked.includes(myself)
    const key = personal ? `${scope.actor.person_id}${asked}` : asked
    const known = this.#plans.get(key)
    if (known) return known
    const plan = this.#plan(scope, question, treeSize, readable)
    this.#plans.set(key, plan)
    if (this.#plans.size > most) {
      const [oldest] = this.#plans.keys()
      if (oldest !== undefined) this.#plans.delete(oldest)
    }
    return plan
  }

  #plan(
    scope: Pick<ReadScope<unknown>, 'actor' | 'reach'>,
    question: PageQuestion,
    treeSize: number | null,
    readable: readonly string[],
  ): PagePlan {
    const register = this.#register
    const order = orderOf(register, question.sort ?? register.list.sort, wordsIn(question))
    const columns = new Set([
      'id',
      'version',
      'state',
      ...this.#always,
      ...(question.columns?.split(',') ?? register.list.columns),
    ])
    const where = [conditions(register, scope, question)]
    if (question.cursor) where.push(order.after(decodePosition(question.cursor, order.sort)))
    const needed = [...columns, order.field, ...columnsOfConditions(register, question)]
    const statement = pageSql(register, {
      columns: [...columns],
      from: sources(register, treeSize, columnTypes(register, needed)),
      where: sql.join(where, sql` and `),
      order,
      limit: question.limit,
      readable,
    })
    return { statement: compiledOnce(statement), sort: order.sort }
  }
}

/** Compiles a statement once: the result does not depend on the connection. */
function compiledOnce(statement: RawBuilder<unknown>): Compilable {
  let compiled: CompiledQuery | undefined
  return {
    compile: (db) => {
      compiled ??= statement.compile(db)
      return compiled
    },
  }
}
