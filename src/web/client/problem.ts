import type { ErrorKind, Issue } from '../../kernel/contract/error.ts'
import { t } from '../messages/message.ts'

/** A failed call, as RFC 9457 problem details; without an answer from the server, of kind `unreachable`. */
export class Problem extends Error {
  readonly kind: ErrorKind | 'unreachable'
  readonly status: number
  readonly issues: readonly Issue[]
  readonly facts: Readonly<Record<string, unknown>>

  constructor(told: {
    kind: ErrorKind | 'unreachable'
    status: number
    detail: string
    issues?: readonly Issue[]
    facts?: Readonly<Record<string, unknown>>
  }) {
    super(told.detail)
    this.name = 'Problem'
    this.kind = told.kind
    this.status = told.status
    this.issues = told.issues ?? []
    this.facts = told.facts ?? {}
  }

  /** What is wrong with one input, by its path; undefined when nothing is. */
  issueAt(path: string): string | undefined {
    return this.issues.find((issue) => issue.path === path || issue.path === `changes.${path}`)?.message
  }
}

/** Reads a problem out of a failed answer, whatever its body holds. */
export async function problemFrom(answer: Response): Promise<Problem> {
  const body: unknown = await answer.json().catch(() => null)
  const told = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  return new Problem({
    kind: typeof told.kind === 'string' ? (told.kind as ErrorKind) : 'unexpected',
    status: answer.status,
    detail: typeof told.detail === 'string' ? told.detail : t('problem.unexpected'),
    issues: Array.isArray(told.issues) ? (told.issues as Issue[]) : [],
    facts: (told.facts ?? {}) as Record<string, unknown>,
  })
}

export const unreachable = (): Problem =>
  new Problem({ kind: 'unreachable', status: 0, detail: t('problem.unreachable') })

/** Anything that was thrown, as a problem; what did not come from a call is of kind `unexpected`. */
export const asProblem = (error: unknown): Problem =>
  error instanceof Problem
    ? error
    : new Problem({ kind: 'unexpected', status: 0, detail: t('problem.unexpected') })

/** What to show of anything that was thrown. */
export const detailOf = (error: unknown): string => asProblem(error).message
