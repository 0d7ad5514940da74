import { conflictWords, type TellableConflict } from '../exclusion/conflict-words.ts'
import { messages } from '../messages/en.ts'
import { isLeftOut, type Statement, type StatementRow } from '../statement.ts'

/** A row in the words that people read, the same on the page and in every export. */
export interface StatementLine {
  readonly row: StatementRow
  readonly reference: string
  readonly control: string
  readonly area: string
  readonly objective: string
  readonly decision: string
  readonly justification: string
  /** One origin on each line. */
  readonly origins: string
  /** One control on each line. */
  readonly controls: string
  readonly status: string
  readonly owner: string
  /** One answer on each line. */
  readonly answers: string
  /** What nobody has settled yet, one conflict on each line; a version that was approved has none. */
  readonly conflicts: string
}

/** What was decided, in a word. */
export function decisionWord(applicable: boolean | null): string {
  if (applicable === null) return messages['soa.decision.undecided']
  return applicable ? messages['soa.decision.included'] : messages['soa.decision.excluded']
}

/** Where an inclusion comes from: its kind, the record or duty it leads to, and what was said about it. */
export function originWords(origin: StatementRow['origins'][number]): string {
  const target = origin.record_title ?? origin.requirement_title
  const words = [target, origin.reference].filter(Boolean).join('; ')
  return `${messages[`soa.origin.${origin.kind}`]}: ${words}`
}

type LinkedControl = StatementRow['controls'][number]

/** A linked control: its number and name. */
export const controlName = ({ reference, name }: LinkedControl): string =>
  reference ? `${reference} ${name}` : name

/** A linked control, and that it is gone when it is: the row goes on naming it until somebody takes it out. */
export const controlWords = (control: LinkedControl): string =>
  control.state === 'retired' ? `${controlName(control)} (${messages['soa.retired']})` : controlName(control)

/** How well a linked control operates, as far as anybody has rated it. */
export const ratingWords = ({ operating_rating: rating }: LinkedControl): string | null =>
  rating === null ? null : messages['soa.rating'].replace('{rating}', String(rating))

/** A linked control with everything that the page says about it. */
function controlLine(control: LinkedControl): string {
  const rating = ratingWords(control)
  return rating === null ? controlWords(control) : `${controlWords(control)} (${rating})`
}

/** Every row in words, in the order of the statement. `names`: people by id; a person who is gone has none. */
export function statementLines(
  statement: Statement,
  names: Readonly<Record<string, string>>,
  conflicts: readonly TellableConflict[] = [],
): StatementLine[] {
  const areas = new Map(statement.areas.map((area) => [area.id, `${area.id} ${area.title}`]))
  const objectives = new Map(
    statement.areas.flatMap((area) => area.objectives.map((one) => [one.id, `${one.id} ${one.title}`])),
  )
  return statement.rows.map((row) => ({
    row,
    reference: row.reference ?? '',
    control: row.title,
    area: areas.get(row.area_id ?? '') ?? messages[isLeftOut(row) ? 'soa.left_out' : 'soa.own_controls'],
    objective: objectives.get(row.objective_id ?? '') ?? '',
    decision: decisionWord(row.applicable),
    justification: row.justification ?? '',
    origins: row.applicable === false ? '' : row.origins.map(originWords).join('\n'),
    controls: row.controls.map(controlLine).join('\n'),
    status: row.status ? messages[`soa-row.status.${row.status}`] : '',
    owner: row.owner_id ? (names[row.owner_id] ?? '') : '',
    answers: row.answers.map(({ answer }) => answer).join('\n'),
    conflicts: conflicts
      .filter((one) => one.open && one.row_id === row.id)
      .map(conflictWords)
      .join('\n'),
  }))
}
