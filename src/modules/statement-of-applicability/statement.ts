import { z } from 'zod'
import { exclusionEffects } from '../../kernel/pack/kind/iso-42001.ts'
import { implementationStatuses } from './decision/soa-row.ts'

/** Why a control is included; each reason leads to a record or names what asks for it. */
export const originKinds = ['risk', 'law', 'contract', 'impact', 'own_decision'] as const
export type OriginKind = (typeof originKinds)[number]

const id = z.uuid()

const origin = z.object({
  id,
  kind: z.enum(originKinds),
  /** The record it leads to, with the title it has. */
  record_id: id.nullable(),
  record_title: z.string().nullable(),
  /** URN of the legal duty, with its number and title. */
  requirement: z.string().nullable(),
  requirement_title: z.string().nullable(),
  /** What asks for it, where no record holds it. */
  reference: z.string().nullable(),
})

const linkedControl = z.object({
  id,
  name: z.string(),
  reference: z.string().nullable(),
  state: z.string(),
  /** 0 to 4 with stale evidence taken into account; null: never rated. */
  operating_rating: z.int().nullable(),
})

const answeredConflict = z.object({
  rule_id: z.string(),
  effect: z.enum(exclusionEffects),
  answer: z.string(),
})

export const statementRow = z.object({
  id,
  requirement: z.string().nullable(),
  reference: z.string().nullable(),
  title: z.string(),
  /** Both null for a control of the organization's own. */
  area_id: z.string().nullable(),
  objective_id: z.string().nullable(),
  applicable: z.boolean().nullable(),
  justification: z.string().nullable(),
  status: z.enum(implementationStatuses).nullable(),
  owner_id: id.nullable(),
  origins: z.array(origin),
  controls: z.array(linkedControl),
  /** Answers given to rules that speak against leaving this control out. */
  answers: z.array(answeredConflict),
})
export type StatementRow = z.output<typeof statementRow>

/** Of a control that the pack in use has left out: the row and what was decided about it stay. */
export const isLeftOut = ({ requirement, objective_id }: StatementRow): boolean =>
  requirement !== null && objective_id === null

const document = z
  .object({ id, title: z.string(), edition: z.string(), approved_on: z.string() })
  .meta({ title: 'soa-document' })

/** What the statement stands on. Null: nothing of the kind is approved. */
export const statementBasis = z.object({
  scope: document.nullable(),
  policies: z.array(document),
  criteria: document.nullable(),
})
export type StatementBasis = z.output<typeof statementBasis>

/**
 * The Statement of Applicability as one value: what the page shows, exports say, and approval freezes. People are ids
 * only; their names are looked up when it is shown.
 */
export const statement = z
  .object({
    format: z.literal(1),
    organization_name: z.string(),
    pack: z.object({ urn: z.string(), title: z.string(), version: z.string(), licence_note: z.string() }),
    basis: statementBasis,
    areas: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        objectives: z.array(z.object({ id: z.string(), title: z.string(), intent: z.string() })),
      }),
    ),
    /** In the order of Annex A, then own controls by title. */
    rows: z.array(statementRow),
  })
  .meta({ title: 'soa-statement' })
export type Statement = z.output<typeof statement>
