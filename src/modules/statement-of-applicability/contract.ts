import { z } from 'zod'
import { commandOperation, queryOperation } from '../../kernel/contract/operation.ts'
import { signatureInput } from '../../kernel/contract/signature.ts'
import { exclusionEffects } from '../../kernel/pack/kind/iso-42001.ts'
import { titles } from '../../kernel/register/answer.ts'
import { statement, statementRow } from './statement.ts'

export {
  addOrigin,
  answerConflict,
  removeOrigin,
  setControls,
  startStatement,
  stateFact,
} from './decision/decision-contract.ts'
export { implementationStatuses, soaRow } from './decision/soa-row.ts'
export { originKinds, type Statement, type StatementRow } from './statement.ts'
export {
  diffVersions,
  exportStatement,
  getVersion,
  listVersions,
  versionSummary,
} from './version/version-contract.ts'

const id = z.uuid()
const asOf = z.iso.datetime({ offset: true }).optional()
const at = '/statement-of-applicability'

const systemFact = z.object({
  fact: z.string(),
  question: z.string(),
  /** Null: stated about the organization as a whole. */
  ai_system_id: id.nullable(),
  ai_system_name: z.string().nullable(),
})

const conflict = z.object({
  row_id: id,
  rule_id: z.string(),
  effect: z.enum(exclusionEffects),
  truth: z.enum(['true', 'unknown']),
  reason: z.string(),
  /** The facts that decide, or those that are missing; at most twenty. */
  facts: z.array(systemFact),
  facts_count: z.int(),
  facts_hash: z.string(),
  answer: z.object({ answer: z.string(), created_at: z.string(), created_by: id.nullable() }).nullable(),
  /** Left out, and nobody has settled it: approval refuses. */
  open: z.boolean(),
})

const readinessItem = z.object({
  code: z.string(),
  /** True: approval refuses while it stands. */
  blocks: z.boolean(),
  /** It lies in the actor, who took part or holds no appointment. No page offers them the approval. */
  barred: z.boolean(),
  message: z.string(),
  row_ids: z.array(id),
})

const guidance = z.object({
  intent: z.string(),
  auditor_samples: z.string(),
  exclusion_note: z.string(),
  typical_evidence: z.array(z.string()),
})

export const getStatement = queryOperation({
  name: 'soa.get',
  method: 'GET',
  path: at,
  summary: 'Read the Statement of Applicability as it stands, or as of a moment',
  permission: 'soa:read',
  input: z.strictObject({ as_of: asOf }),
  output: z.object({
    started: z.boolean(),
    statement,
    /** Of every row that is not included. */
    conflicts: z.array(conflict),
    /** In our own words, by the number of the control. */
    guidance: z.record(z.string(), guidance),
    progress: z.object({
      annex_total: z.int(),
      annex_decided: z.int(),
      own_total: z.int(),
      own_decided: z.int(),
    }),
    /** The versions of rows, for edits in place. */
    row_versions: z.record(z.string(), z.int()),
    latest_version: z.object({ id, number: z.int(), approved_at: z.string() }).nullable(),
    titles,
    /** The tree size that an `as_of` answer was read at; null for now. */
    tree_size: z.int().nullable(),
  }),
})

export const listFacts = queryOperation({
  name: 'soa.facts',
  method: 'GET',
  path: `${at}/facts`,
  summary: 'Read the facts that exclusion rules look at, and how far they are known',
  permission: 'soa:read',
  input: z.strictObject({
    /** Tells besides what is known about one AI system. */
    ai_system_id: id.optional(),
  }),
  output: z.object({
    items: z.array(
      z.object({
        fact: z.string(),
        subject: z.enum(['ai_system', 'organization']),
        question: z.string(),
        /** A yes or no that can be stated here; other facts stand in the inventory. */
        statable: z.boolean(),
        /** Stated about the organization as a whole. */
        value: z.boolean().nullable(),
        basis: z.string().nullable(),
        /** AI systems in scope for which it is known, and how many there are. */
        known_systems: z.int(),
        systems: z.int(),
        /** About the AI system that was asked for, when it is in scope. */
        system: z
          .object({
            known: z.boolean(),
            /** Stated about this system here; null: not, or withdrawn. */
            stated: z.boolean().nullable(),
            basis: z.string().nullable(),
            /** For yes or no: what is in force, from whatever source. */
            value: z.boolean().nullable(),
          })
          .nullable(),
        stated_systems: z.array(z.object({ ai_system_id: id, value: z.boolean(), basis: z.string() })),
      }),
    ),
    titles,
  }),
})

export const readReadiness = queryOperation({
  name: 'soa.readiness',
  method: 'GET',
  path: `${at}/readiness`,
  summary: 'Read what stands in the way of approval, and what approving would sign',
  permission: 'soa:read',
  input: z.strictObject({}),
  output: z.object({
    /** Nothing blocks, for you. */
    ready: z.boolean(),
    items: z.array(readinessItem),
    next_number: z.int(),
    /** It waits for top management since then; null: nobody has put it up for approval. */
    submitted: z.object({ at: z.string(), by: id }).nullable(),
    /** The words that approval signs. */
    statement: z.string(),
    content_hash: z.string(),
    titles,
  }),
})

export const submitStatement = commandOperation({
  name: 'soa.submit',
  method: 'POST',
  path: `${at}/submissions`,
  summary: 'Put the Statement of Applicability up for approval: it stands in the work of top management',
  permission: 'soa:write',
  input: z.strictObject({}),
  output: z.object({ id, submitted_at: z.string() }),
  status: 201,
  events: ['soa.submitted'],
  errors: ['refused-by-rule', 'conflict'],
})

export const withdrawStatement = commandOperation({
  name: 'soa.withdraw',
  method: 'POST',
  path: `${at}/withdrawals`,
  summary: 'Take the Statement of Applicability back from approval',
  permission: 'soa:write',
  input: z.strictObject({}),
  output: z.object({ id, withdrawn_at: z.string() }),
  status: 201,
  events: ['soa.withdrawn'],
  errors: ['refused-by-rule', 'conflict'],
})

export const approveStatement = commandOperation({
  name: 'soa.approve',
  method: 'POST',
  path: `${at}/approvals`,
  summary: 'Approve the Statement of Applicability by signature; this freezes a version',
  permission: 'soa:approve',
  input: z.strictObject({ signature: signatureInput }),
  output: z.object({
    id,
    number: z.int(),
    title: z.string(),
    image_hash: z.string(),
    approved_at: z.string(),
    signature_id: id,
  }),
  status: 201,
  events: ['soa.approved'],
  errors: ['refused-by-rule', 'conflict'],
})

export { statement as statementSchema, statementRow as statementRowSchema }
