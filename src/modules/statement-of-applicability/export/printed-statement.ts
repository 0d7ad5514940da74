import type { PrintedDocument, PrintedSection } from '../../../platform/documents/printed-document.ts'
import type { ExportCell, ExportColumn } from '../../../platform/tabular/export-table.ts'
import type { TellableConflict } from '../exclusion/conflict-words.ts'
import { messages } from '../messages/en.ts'
import { contradicted, progressOf } from '../standing.ts'
import { isLeftOut, type Statement } from '../statement.ts'
import { type StatementLine, statementLines } from './statement-lines.ts'

/** How a statement that is printed stands: a version, the working state, or the state of a moment. */
export interface PrintedStanding {
  /** Such as `Version 3`. */
  readonly name: string
  /** One sentence about approval. */
  readonly sentence: string
  /** Null: nothing was approved, so there is nothing to compare with. */
  readonly hash: string | null
  /** When the content was produced. */
  readonly at: Date
}

const say = (key: keyof typeof messages): string => messages[key]

const editions = (all: readonly { title: string; edition: string; approved_on: string }[]): string =>
  all.length === 0
    ? say('soa.fact.none')
    : all.map((one) => `${one.title}, edition ${one.edition}, approved ${one.approved_on}`).join('\n')

function progressWords(statement: Statement, conflicts: readonly TellableConflict[]): string {
  const { annex_decided, annex_total, own_decided, own_total } = progressOf(statement.rows)
  const against = contradicted(statement.rows, conflicts).length
  const annex = [
    `${annex_decided} of ${annex_total} controls of Annex A`,
    ...(against > 0 ? [say('soa.progress.against').replace('{count}', String(against))] : []),
  ].join(', ')
  return own_total === 0 ? annex : `${annex}; ${own_decided} of ${own_total} own controls`
}

function factsOf(
  statement: Statement,
  standing: PrintedStanding,
  conflicts: readonly TellableConflict[],
): [string, string][] {
  const { scope, policies, criteria } = statement.basis
  return [
    [say('soa.fact.organization'), statement.organization_name],
    [say('soa.fact.standing'), standing.sentence],
    [say('soa.fact.scope'), editions(scope ? [scope] : [])],
    [say('soa.fact.policy'), editions(policies)],
    [say('soa.fact.criteria'), editions(criteria ? [criteria] : [])],
    [say('soa.fact.framework'), `${statement.pack.title}, pack ${statement.pack.version}`],
    [say('soa.fact.progress'), progressWords(statement, conflicts)],
    ...(standing.hash ? [[say('soa.fact.hash'), standing.hash] as [string, string]] : []),
  ]
}

const columns = [
  ['control', 5],
  ['decision', 2],
  ['justification', 6.6],
  ['origins', 4],
  ['controls', 4],
  ['status', 2.8],
  ['owner', 2.4],
] as const

const cellsOf = (line: StatementLine): string[] => [
  [line.reference, line.control].filter(Boolean).join(' '),
  line.decision,
  [line.justification, line.answers, line.conflicts].filter(Boolean).join('\n'),
  line.origins,
  line.controls,
  line.status,
  line.owner,
]

const tableOf = (lines: readonly StatementLine[]): NonNullable<PrintedSection['table']> => ({
  columns: columns.map(([key, width]) => ({ header: say(`soa.column.${key}`), width })),
  rows: lines.map(cellsOf),
})

function sectionsOf(statement: Statement, lines: readonly StatementLine[]): PrintedSection[] {
  const sections: PrintedSection[] = statement.areas.flatMap((area): PrintedSection[] => {
    const heading = `${area.id} ${area.title}`
    const [only] = area.objectives
    if (area.objectives.length === 1 && only) {
      const of = lines.filter(({ row }) => row.objective_id === only.id)
      return [{ heading, level: 1, paragraphs: [only.intent], table: tableOf(of) }]
    }
    return [
      { heading, level: 1, paragraphs: [] },
      ...area.objectives.map(
        (one): PrintedSection => ({
          heading: `${one.id} ${one.title}`,
          level: 2,
          paragraphs: [one.intent],
          table: tableOf(lines.filter(({ row }) => row.objective_id === one.id)),
        }),
      ),
    ]
  })
  const rest = Map.groupBy(
    lines.filter(({ row }) => row.objective_id === null),
    ({ row }) => (isLeftOut(row) ? 'soa.left_out' : 'soa.own_controls'),
  )
  for (const [heading, of] of rest)
    sections.push({ heading: say(heading), level: 1, paragraphs: [], table: tableOf(of) })
  return sections
}

/** The statement on paper, in the order of the page. `names`: people by id. */
export function printedStatement(
  statement: Statement,
  standing: PrintedStanding,
  names: Readonly<Record<string, string>>,
  conflicts: readonly TellableConflict[],
): PrintedDocument {
  return {
    title: say('soa.title'),
    subtitle: `${statement.organization_name}: ${standing.name}`,
    language: 'en',
    facts: factsOf(statement, standing, conflicts),
    sections: [
      ...sectionsOf(statement, statementLines(statement, names, conflicts)),
      { heading: 'Note', level: 2, paragraphs: [statement.pack.licence_note] },
    ],
    footer: `${say('soa.title')} · ${statement.organization_name} · ${standing.name}`,
    at: standing.at,
  }
}

const sheet = [
  ['reference', 10],
  ['control', 40],
  ['area', 28],
  ['objective', 28],
  ['decision', 16],
  ['justification', 60],
  ['origins', 40],
  ['controls', 40],
  ['status', 16],
  ['owner', 24],
  ['answers', 40],
  ['conflicts', 40],
] as const

/** The statement as one table for spreadsheets: a line for each row, nothing merged. */
export function statementSheet(
  statement: Statement,
  names: Readonly<Record<string, string>>,
  conflicts: readonly TellableConflict[],
): { columns: ExportColumn[]; rows: ExportCell[][] } {
  return {
    columns: sheet.map(([key, width_characters]) => ({
      header: say(`soa.column.${key}`),
      type: 'text',
      width_characters,
    })),
    rows: statementLines(statement, names, conflicts).map((line) => sheet.map(([key]) => line[key])),
  }
}
