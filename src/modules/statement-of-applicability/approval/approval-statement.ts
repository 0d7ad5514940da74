import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Statement } from '../statement.ts'

/** SHA-256 of a statement as canonical JSON (RFC 8785), in hexadecimal: what a version is known by. */
export function statementHash(image: Statement): string {
  const text = canonicalize(image)
  if (text === undefined) throw new Error('A statement has no canonical form.')
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

const number = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`
const document = (kind: string, one: { title: string; edition: string }) =>
  `${kind} “${one.title}”, edition ${one.edition}`

/**
 * The words that approval signs: what is decided, on what it stands, where it goes against a rule, and the hash that
 * binds them to the frozen content. It names no person.
 */
export function approvalStatement(image: Statement, next: { readonly number: number }): string {
  const annex = image.rows.filter(({ requirement }) => requirement !== null)
  const own = image.rows.length - annex.length
  const decided = image.rows.filter(({ applicable }) => applicable !== null)
  const undecided = image.rows.length - decided.length
  const excluded = decided.filter(({ applicable }) => applicable === false)
  const against = excluded.filter(({ answers }) => answers.length > 0)
  const name = (row: Statement['rows'][number]) => row.reference ?? row.title
  const { scope, policies, criteria } = image.basis
  const basis = [
    ...(scope ? [document('scope', scope)] : []),
    ...policies.map((one) => document('policy', one)),
    ...(criteria ? [document('risk criteria', criteria)] : []),
  ]
  return [
    `I approve version ${next.number} of the Statement of Applicability of ${image.organization_name}.`,
    `It decides about ${number(annex.length, 'control', 'controls')} of Annex A of ${image.pack.title} and ${number(own, 'own control', 'own controls')}: ${decided.length - excluded.length} included, ${excluded.length} excluded${undecided > 0 ? `, ${undecided} undecided` : ''}.`,
    excluded.length > 0 ? `Left out: ${excluded.map(name).join(', ')}.` : 'Nothing is left out.',
    ...(against.length > 0
      ? [
          `Left out although a rule speaks against it, with an answer on record: ${against.map(name).join(', ')}.`,
        ]
      : []),
    `It stands on: ${basis.join('; ')}.`,
    next.number > 1 ? `It replaces version ${next.number - 1}.` : 'There was no approved version before.',
    `SHA-256 of its content: ${statementHash(image)}.`,
  ].join('\n')
}
