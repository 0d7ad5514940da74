import type { Conflict } from '../exclusion/conflict.ts'
import { type Notice, noticed, standingOf } from '../standing.ts'
import type { Statement, StatementRow } from '../statement.ts'

/** Something to settle before approval, or worth knowing when signing. */
export interface ReadinessItem {
  readonly code:
    | 'not_started'
    | 'scope'
    | 'policy'
    | 'criteria'
    | 'undecided'
    | 'incomplete'
    | 'conflict'
    | 'unknown_facts'
    | 'unchanged'
    | 'author'
    | 'authority'
    | Notice
  /** True: approval refuses while it stands. False: it may be signed, knowingly. */
  readonly blocks: boolean
  /** It lies in who asks, and stands in nobody else's way. */
  readonly barred: boolean
  readonly message: string
  readonly row_ids: readonly string[]
}

const listed = (rows: readonly StatementRow[]): string => {
  const names = rows.map((row) => row.reference ?? row.title)
  return names.length > 12
    ? `${names.slice(0, 12).join(', ')} and ${names.length - 12} more`
    : names.join(', ')
}

const count = (rows: readonly StatementRow[], one: string, many: string) =>
  `${rows.length} ${rows.length === 1 ? one : many}`

const noticeWords: Readonly<Record<Notice, string>> = {
  without_status: 'without an implementation status',
  without_owner: 'without an owner',
  without_control: 'put into practice, but no control of yours is linked',
  control_behind: 'called operating, but no linked control operates with fresh evidence',
}

/** What the approver may sign in spite of: kept apart, so that a weak statement is not confused with a refused one. */
const noticesOf = ({ rows }: Statement): ReadinessItem[] =>
  (Object.keys(noticeWords) as Notice[]).flatMap((code) => {
    const of = noticed(rows, code)
    if (of.length === 0) return []
    const message = `${count(of, 'included row', 'included rows')} ${noticeWords[code]}: ${listed(of)}.`
    return { code, blocks: false, barred: false, message, row_ids: of.map(({ id }) => id) }
  })

const blocking = (
  code: ReadinessItem['code'],
  message: string,
  rows: readonly StatementRow[] = [],
): ReadinessItem => ({
  code,
  blocks: true,
  barred: code === 'author' || code === 'authority',
  message,
  row_ids: rows.map(({ id }) => id),
})

/** What the statement has to stand on and does not. */
function missingBasis({ basis }: Statement): ReadinessItem[] {
  return [
    ...(basis.scope ? [] : [blocking('scope', 'No scope statement is approved. Approve one first.')]),
    ...(basis.policies.length > 0
      ? []
      : [blocking('policy', 'No AI policy is approved. Register the policy and have it approved first.')]),
    ...(basis.criteria ? [] : [blocking('criteria', 'No risk criteria are approved. Approve them first.')]),
  ]
}

/** Rows whose decisions are missing, incomplete, or at odds with the facts. */
function unsettledRows({ rows }: Statement, conflicts: readonly Conflict[]): ReadinessItem[] {
  const standing = (wanted: ReturnType<typeof standingOf>) => rows.filter((row) => standingOf(row) === wanted)
  const rowsWith = (truth: Conflict['truth']) => {
    const ids = new Set(conflicts.filter((one) => one.open && one.truth === truth).map((one) => one.row_id))
    return rows.filter(({ id }) => ids.has(id))
  }
  const undecided = standing('undecided')
  const incomplete = standing('incomplete')
  const contradicted = rowsWith('true')
  const unknown = rowsWith('unknown')
  return [
    blocking(
      'undecided',
      `${count(undecided, 'row is', 'rows are')} undecided: ${listed(undecided)}.`,
      undecided,
    ),
    blocking(
      'incomplete',
      `${count(incomplete, 'row lacks', 'rows lack')} a justification, or the origin of the inclusion: ${listed(incomplete)}.`,
      incomplete,
    ),
    blocking(
      'conflict',
      `${count(contradicted, 'exclusion contradicts', 'exclusions contradict')} the facts and nobody has answered: ${listed(contradicted)}.`,
      contradicted,
    ),
    blocking(
      'unknown_facts',
      `For ${count(unknown, 'exclusion', 'exclusions')} facts are missing that may speak against it: ${listed(unknown)}. State them.`,
      unknown,
    ),
  ].filter(({ row_ids }) => row_ids.length > 0)
}

/** What approval depends on beyond the rows. */
interface About {
  /** Nothing differs from the approved version. */
  readonly unchanged: boolean
  /** The actor took part in the decisions. */
  readonly author: boolean
  /** The actor is appointed as top management. */
  readonly authority: boolean
}

/**
 * What stands in the way of approving a statement, in words, the refusals first. It judges nothing else: whether the
 * decisions are right is for whoever signs.
 */
export function readinessOf(
  statement: Statement,
  conflicts: readonly Conflict[],
  about: About,
): ReadinessItem[] {
  if (statement.rows.length === 0)
    return [
      blocking('not_started', 'The Statement of Applicability has not been started. Start it first.'),
      ...missingBasis(statement),
    ]
  const items = [...missingBasis(statement), ...unsettledRows(statement, conflicts)]
  if (about.unchanged) items.push(blocking('unchanged', 'Nothing has changed since the approved version.'))
  if (about.author)
    items.push(
      blocking(
        'author',
        'You took part in these decisions since the last version. Someone else of top management approves them.',
      ),
    )
  if (!about.authority)
    items.push(
      blocking(
        'authority',
        'You are not appointed as top management today, and a delegate does not approve the statement. Have an appointment of yours put in force first.',
      ),
    )
  return [...items, ...noticesOf(statement)]
}
