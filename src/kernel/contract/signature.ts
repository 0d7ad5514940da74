import { z } from 'zod'
import { titles } from '../register/answer.ts'
import type { AnyOperation } from './operation.ts'
import { queryOperation } from './operation.ts'

const id = z.uuid()

/**
 * What a person gives to sign a decision: the statement exactly as it was shown to them, and proof that it is still
 * them. An operation is signed when its input has exactly this schema as `signature`; the runner then verifies the
 * person before the transaction begins.
 */
export const signatureInput = z
  .strictObject({
    /** Refused when it differs from what the server would have them sign now. */
    statement: z.string().min(1).max(20_000),
    password: z.string().min(1).max(1000),
    /** From the authenticator app, or a recovery code. Required of people with a second factor. */
    second_factor_code: z.string().trim().min(1).max(100).optional(),
  })
  .meta({ title: 'given-signature' })

export type GivenSignature = z.output<typeof signatureInput>

/** Whether an operation is carried out only with a signature. */
export const isSigned = (operation: Pick<AnyOperation, 'input'>): boolean =>
  operation.input instanceof z.ZodObject && operation.input.shape.signature === signatureInput

export const signature = z
  .object({
    id,
    record_id: id,
    /** The version that was decided about. */
    record_version: z.int(),
    /** SHA-256 of that version's row image in the trail, in hexadecimal. */
    record_hash: z.string(),
    /** What signing meant, such as `risk.accepted`. */
    meaning: z.string(),
    statement: z.string(),
    /** SHA-256 of the statement in UTF-8, in hexadecimal. */
    statement_hash: z.string(),
    signer_id: id,
    /** As of signing; null once the person's data has been erased. */
    printed_name: z.string().nullable(),
    /** UTC. */
    signed_at: z.string(),
    /** The organization's time zone then, by its IANA name. */
    time_zone: z.string(),
    reauthenticated_by: z.enum(['password', 'password_and_second_factor']),
    reauthenticated_at: z.string(),
    operation_id: id,
    /** Position of the signature in the organization's trail; null until the sequencer has placed it. */
    leaf_index: z.int().nullable(),
  })
  .meta({ title: 'signature' })

export const listSignatures = queryOperation({
  name: 'signature.list',
  method: 'GET',
  path: '/signatures',
  summary: 'List the signatures on a record, newest first',
  permission: 'signature:read',
  input: z.strictObject({ record_id: id }),
  output: z.object({ items: z.array(signature), titles }),
  errors: ['not-found'],
})
